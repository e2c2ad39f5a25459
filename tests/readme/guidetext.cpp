#include "guidetext.h"

#include <QDir>
#include <QRegularExpression>
#include <QStringList>

namespace {

bool isRepositoryPath(const QString &text)
{
    static const QRegularExpression below(QStringLiteral("^(app|engine|ui|resources|tests|\\.ci)/[\\w./-]*$"));
    static const QRegularExpression root(
        QStringLiteral("^(CMakeLists\\.txt|CMakePresets\\.json|README\\.md|LICENSE|dev|package(-lock)?\\.json)$"));
    return below.match(text).hasMatch() || root.match(text).hasMatch();
}

// Calls `prose` for the lines outside of fences and `code` for those within one, with the fence's language.
template<typename Prose, typename Code>
void readLines(const QString &guide, Prose prose, Code code)
{
    QString language;
    bool inside = false;
    int number = 0;
    const QStringList lines = guide.split(QLatin1Char('\n'));
    for (const QString &line : lines) {
        ++number;
        if (line.startsWith(QLatin1String("```"))) {
            inside = !inside;
            language = line.mid(3).trimmed();
        } else if (inside) {
            code(language, line, number);
        } else {
            prose(line, number);
        }
    }
}

} // namespace

QList<Statement> namedPaths(const QString &guide, const QString &folder)
{
    static const QRegularExpression span(QStringLiteral("`([^`]+)`"));
    static const QRegularExpression link(QStringLiteral("\\]\\(([^)#\\s]+)[^)]*\\)"));
    QList<Statement> paths;
    const auto prose = [&](const QString &line, int number) {
        for (const QRegularExpressionMatch &match : span.globalMatch(line)) {
            if (isRepositoryPath(match.captured(1)))
                paths << Statement{match.captured(1), number};
        }
        for (const QRegularExpressionMatch &match : link.globalMatch(line)) {
            const QString target = match.captured(1);
            if (!target.contains(QLatin1Char(':')))
                paths << Statement{QDir::cleanPath(folder.isEmpty() ? target : folder + QLatin1Char('/') + target),
                                   number};
        }
    };
    readLines(guide, prose, [](const QString &, const QString &, int) {});
    return paths;
}

QList<Statement> shownCommands(const QString &guide)
{
    static const QRegularExpression decoration(QStringLiteral("^\\$ |\\s+#.*$|^#.*$"));
    QList<Statement> commands;
    Statement open;
    const auto code = [&](const QString &language, const QString &line, int number) {
        if (language != QLatin1String("sh"))
            return;
        if (open.line == 0)
            open.line = number;
        open.text += QString(line).remove(decoration).trimmed();
        if (open.text.endsWith(QLatin1Char('\\'))) {
            open.text.chop(1);
            return;
        }
        if (!open.text.isEmpty())
            commands << open;
        open = Statement();
    };
    readLines(guide, [](const QString &, int) {}, code);
    return commands;
}
