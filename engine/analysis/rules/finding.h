#pragma once

#include "trace/event.h"

#include <QList>
#include <QString>

namespace asq::analysis {

/// What a rule has found. One a file in this folder.
enum class FindingKind : quint8 {
    Deadlock,
    NeverSettled,
    SettledTwice,
    UnhandledError,
    ValueLeft,
    StarvedBranch,
    LostMessage,
    Gap,
};
constexpr int FindingKindCount = 8;
/// "deadlock", "never settled": for machines and tables.
const char *name(FindingKind kind);
/// "Deadlock", "Never settled": a heading for people.
QString title(FindingKind kind);

enum class Severity : quint8 {
    Problem, ///< The program did not do what it was written for.
    Warning, ///< It may well be a mistake.
    Remark,  ///< To know when reading the recording.
};
const char *name(Severity severity);

/// Something in a recording that people should look at.
struct Finding {
    FindingKind kind = FindingKind::Gap;
    Severity severity = Severity::Remark;
    QList<trace::EntityId> entities; ///< Whom it is about, the first most of all.
    QList<trace::EventId> events;    ///< Where it shows, the first most of all; each has its place in the text.
    QString explanation;             ///< Sentences; names stand in backquotes.
    friend bool operator==(const Finding &, const Finding &) = default;
};

} // namespace asq::analysis
