#include "seedtable.h"

#include <QRegularExpression>

#include <algorithm>

namespace asqtest {

namespace {

QStringList quoted(const QString &cell)
{
    static const QRegularExpression code(QStringLiteral("`([^`]*)`"));
    QStringList parts;
    QRegularExpressionMatchIterator matches = code.globalMatch(cell);
    while (matches.hasNext())
        parts.append(matches.next().captured(1));
    return parts;
}

/// A part of a recipe that is text of the seed: a block, or some lines of it, counted from 1.
struct Piece {
    QString block;
    qsizetype first = 1;
    qsizetype last = 0; ///< 0: to the end.
};

Piece pieceOf(const QString &part)
{
    static const QRegularExpression range(QStringLiteral("^(.*):(\\d+)-(\\d+)$"));
    const QRegularExpressionMatch match = range.match(part);
    if (!match.hasMatch())
        return {part};
    return {match.captured(1), match.captured(2).toInt(), match.captured(3).toInt()};
}

const SeedBlock *find(const QList<SeedBlock> &blocks, const QString &name)
{
    const auto found = std::find_if(blocks.begin(), blocks.end(),
                                    [&name](const SeedBlock &block) { return block.name == name; });
    return found == blocks.end() ? nullptr : &*found;
}

} // namespace

QList<SeedRow> rowsOf(const QString &markdown)
{
    QList<SeedRow> rows;
    const QStringList lines = markdown.split(u'\n');
    for (const QString &line : lines) {
        const QStringList cells = line.split(u'|');
        if (cells.size() != 5 || !cells[1].contains(QRegularExpression(QStringLiteral(" \\d+ $"))))
            continue;
        SeedRow row;
        row.block = cells[1].trimmed();
        row.recipe = quoted(cells[2]);
        if (row.recipe.isEmpty()) {
            row.reason = cells[3].trimmed();
        } else {
            static const QString last = QStringLiteral("; the last step gets ");
            const QStringList printed = quoted(cells[3].section(last, 0, 0));
            for (const QString &text : printed)
                row.output += text + u'\n';
            row.lastValues = quoted(cells[3].section(last, 1)).value(0);
        }
        rows.append(row);
    }
    return rows;
}

QString composed(const SeedRow &row, const QList<SeedBlock> &blocks, const QHash<QString, QString> &fillIns,
                 QStringList &problems, QStringList &used)
{
    QString program;
    qsizetype ownLines = 0;
    for (const QString &part : row.recipe) {
        if (part.startsWith(QStringLiteral("glue "))) {
            const QString name = row.block + QStringLiteral(", ") + part;
            if (!fillIns.contains(name))
                problems.append(QStringLiteral("there is no section ") + name);
            program += fillIns.value(name) + u'\n';
            used.append(name);
            continue;
        }
        const Piece piece = pieceOf(part);
        const SeedBlock *block = find(blocks, piece.block);
        const qsizetype last = piece.last > 0 || !block ? piece.last : block->lines.size();
        if (!block || piece.first < 1 || piece.first > last || last > block->lines.size()) {
            problems.append(QStringLiteral("the seed text has no ") + part);
            continue;
        }
        const QStringList lines = filled(*block, fillIns, problems, used);
        program += lines.mid(piece.first - 1, last - piece.first + 1).join(u'\n') + u'\n';
        if (piece.block == row.block) {
            if (piece.first != ownLines + 1)
                problems.append(QStringLiteral("line %1 of the block itself does not come next").arg(ownLines + 1));
            ownLines = last;
        }
    }
    const SeedBlock *own = find(blocks, row.block);
    if (own && ownLines != own->lines.size())
        problems.append(QStringLiteral("only %1 lines of the block itself are run").arg(ownLines));
    return program;
}

} // namespace asqtest
