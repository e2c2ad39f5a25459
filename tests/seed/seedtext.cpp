#include "seedtext.h"

#include <QRegularExpression>

namespace asqtest {

QList<SeedBlock> blocksOf(const QString &markdown)
{
    QList<SeedBlock> blocks;
    QHash<QString, int> ordinals;
    QString heading;
    bool inside = false;
    const QStringList lines = markdown.split(u'\n');
    for (const QString &line : lines) {
        if (inside) {
            inside = line != QStringLiteral("```");
            if (inside)
                blocks.last().lines.append(line);
        } else if (line == QStringLiteral("```js")) {
            inside = true;
            blocks.append({heading + u' ' + QString::number(++ordinals[heading]), {}});
        } else if (line.startsWith(u'#')) {
            heading = line.mid(line.indexOf(u' ') + 1).trimmed();
        }
    }
    return blocks;
}

QHash<QString, QString> fillInsOf(const QString &text)
{
    static const QString mark = QStringLiteral("//@ ");
    QHash<QString, QString> sections;
    QString name;
    const QStringList lines = text.split(u'\n');
    for (const QString &line : lines) {
        if (line.startsWith(mark)) {
            name = line.mid(mark.size());
            Q_ASSERT_X(!sections.contains(name), "fillInsOf", qPrintable(name));
            sections.insert(name, QString());
        } else if (!name.isEmpty()) {
            sections[name] += sections[name].isEmpty() ? line : u'\n' + line;
        }
    }
    for (QString &section : sections) {
        while (section.endsWith(u'\n'))
            section.chop(1);
    }
    return sections;
}

QStringList filled(const SeedBlock &block, const QHash<QString, QString> &fillIns, QStringList &missing,
                   QStringList &used)
{
    static const QRegularExpression placeholder(QStringLiteral("(?<!\\.)\\.\\.(?!\\.)"));
    static const QRegularExpression bareComment(QStringLiteral("^\\s*// \\.\\.$"));
    QStringList result;
    int ordinal = 0;
    for (const QString &line : block.lines) {
        const bool mayStay = bareComment.match(line).hasMatch();
        const qsizetype comment = mayStay ? -1 : line.indexOf(QStringLiteral("//"));
        QString text;
        qsizetype copied = 0;
        QRegularExpressionMatchIterator places = placeholder.globalMatch(line);
        while (places.hasNext()) {
            const QRegularExpressionMatch place = places.next();
            if (comment >= 0 && place.capturedStart() > comment)
                break;
            const QString name = QStringLiteral("%1, placeholder %2").arg(block.name).arg(++ordinal);
            text += QStringView(line).mid(copied, place.capturedStart() - copied);
            text += fillIns.value(name, QStringLiteral(".."));
            copied = place.capturedEnd();
            if (fillIns.contains(name))
                used.append(name);
            else if (!mayStay)
                missing.append(name);
        }
        result.append(text + line.mid(copied));
    }
    return result;
}

} // namespace asqtest
