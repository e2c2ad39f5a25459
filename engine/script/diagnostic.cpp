#include "script/diagnostic.h"

namespace asq::script {

QString Diagnostic::text() const
{
    QString text;
    if (!file.isEmpty()) {
        text = file;
        if (line > 0)
            text += QLatin1Char(':') + QString::number(line);
        if (line > 0 && column > 0)
            text += QLatin1Char(':') + QString::number(column);
        text += QLatin1String(": ");
    }
    text += message;
    if (!sourceLine.isEmpty()) {
        const QString number = QString::number(line).rightJustified(5);
        text += QLatin1Char('\n') + number + QLatin1String(" | ") + sourceLine;
        if (column > 0) {
            // Tabs stay tabs, so that the mark stands where the eye expects it.
            QString indent;
            for (int i = 0; i < column - 1; ++i)
                indent += i < sourceLine.size() && sourceLine.at(i) == QLatin1Char('\t') ? QLatin1Char('\t')
                                                                                         : QLatin1Char(' ');
            text += QLatin1String("\n      | ") + indent + QLatin1Char('^');
        }
    }
    return text;
}

} // namespace asq::script
