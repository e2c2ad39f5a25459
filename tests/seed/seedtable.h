#pragma once

#include "seedtext.h"

namespace asqtest {

/// One row of resources/docs/seed-blocks.md: how a block becomes a program and what that prints.
struct SeedRow {
    QString block;
    QStringList
        recipe; ///< Parts in order: "State Machines 1", "Iterable Sequences 4:1-2", "glue look". Empty: not run.
    QString output;     ///< What it prints, each line ended.
    QString lastValues; ///< What its last step gets, as a recording tells it; empty when the table does not say.
    QString reason;     ///< Why it is not run.
};

/// The rows of the table in a Markdown text: | block | `part` + `part` or "not run" | `line` `line` or a reason |.
/// After the lines may stand "; the last step gets `values`".
QList<SeedRow> rowsOf(const QString &markdown);

/// Puts the program of a row together. Problems (an unknown part, a missing fill-in, a line of the row's own block
/// that is left out or comes twice or out of order) are appended to `problems`; names of fill-ins taken to `used`.
QString composed(const SeedRow &row, const QList<SeedBlock> &blocks, const QHash<QString, QString> &fillIns,
                 QStringList &problems, QStringList &used);

} // namespace asqtest
