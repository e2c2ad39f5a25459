#pragma once

#include "trace/event.h"

#include <QString>

#include <optional>

// What the reader and the writer of the text form must agree on; engine/trace/README.md shows the form.
namespace asq::trace::text {

inline constexpr int Version = 1;

/// "…" with escapes for quotes, backslashes and what does not print; one line whatever the text holds.
QString quoted(const QString &text);
/// The text of a quoted string that begins at `*position` of `line`, and `*position` moved behind it; nullopt when
/// it does not end or holds an unknown escape.
std::optional<QString> unquoted(QStringView line, qsizetype *position);

/// Nanoseconds in the largest unit that keeps the number exact and at least 1: "0", "250us", "21.3ms", "2s".
QString duration(qint64 nanoseconds);
/// The reverse; also "µs", a sign, and "0" without unit. nullopt when it is no duration or has parts of a nanosecond.
std::optional<qint64> parseDuration(QStringView text);

/// A letter or underscore, then letters, digits, '_', '-' and '.'.
bool isName(QStringView text);
/// `label` as a name, or the word of `kind` when nothing is left of it.
QString nameFrom(const QString &label, EntityKind kind);
/// Whether a file of this name can stand in "@name:line:column" as it is.
bool isPlainFileName(QStringView name);

/// The little word before the second party of an event: "suspended worker take *on* orders".
const char *preposition(EventKind kind);
bool isPreposition(QStringView word);

std::optional<EventKind> eventKind(QStringView word);
std::optional<EntityKind> entityKind(QStringView word);
std::optional<WaitReason> waitReason(QStringView word);

} // namespace asq::trace::text
