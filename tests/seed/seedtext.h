#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace asqtest {

/// One fenced block of the seed text, named by its heading and its ordinal there: "State Machines 2".
struct SeedBlock {
    QString name;
    QStringList lines;
};

/// The ```js blocks of a Markdown text, in order.
QList<SeedBlock> blocksOf(const QString &markdown);

/// The sections of the fill-in file: "Event Reactive 1, placeholder 2" → text without its last line end.
QHash<QString, QString> fillInsOf(const QString &text);

/// A block with its ".." placeholders filled in, line for line (a filled line may hold line ends). A line comment
/// that is nothing but ".." is a placeholder too, which may stay; in other comments two dots are prose.
/// The names of fill-ins that are needed and absent are appended to `missing`, of those that were taken to `used`.
QStringList filled(const SeedBlock &block, const QHash<QString, QString> &fillIns, QStringList &missing,
                   QStringList &used);

} // namespace asqtest
