#pragma once

#include <QList>
#include <QString>

/// Something that a guide says, and where.
struct Statement {
    QString text;
    int line = 0; ///< From 1.
    friend bool operator==(const Statement &, const Statement &) = default;
};

/// The paths of the repository that a guide names, in code spans or as the target of a link. A link is
/// relative to `folder`, the guide's own folder ("" for the root); a code span is relative to the root.
QList<Statement> namedPaths(const QString &guide, const QString &folder);

/// The lines of the guide's `sh` blocks, without prompts and comments; a line that ends in a backslash
/// is joined with the next.
QList<Statement> shownCommands(const QString &guide);
