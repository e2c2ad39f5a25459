#pragma once

#include "trace/formats/chunkstore.h"
#include "trace/result.h"

#include <optional>

namespace asq::trace {

/// From this size on the events of a native file stay in it: smaller ones are read as a whole, which makes every look at
/// an event a nanosecond cheaper and leaves the file alone afterwards.
inline constexpr qint64 LargeFile = 8 * 1024 * 1024;

/// Opens the native form so that its events and strings stay where they are. A file with an index is opened without going
/// through its events, whatever its size; one without (it was cut short, or is of version 1.0) is gone through once.
/// Errors and remarks are those of readNative, but for damage in the middle of a file with an index, which is a remark of
/// the trace as soon as somebody came across it.
Result<Trace> openNative(const QString &fileName, ChunkStore::Budget budget = {});
/// The same for bytes anywhere. `readAt` is kept and called from any thread while the trace lives.
Result<Trace> openNative(const ReadAt &readAt, qint64 size, ChunkStore::Budget budget = {});

/// The first chunks of a file that has an index, with at least `events` events and no entity that comes later: something
/// to show while the rest is read, in time that does not depend on the length of the file. Ids are those that openNative()
/// gives. Nothing when there is no index, or no chunk behind them.
std::optional<Trace> openNativeBeginning(const QString &fileName, qsizetype events);

} // namespace asq::trace
