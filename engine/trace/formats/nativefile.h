#pragma once

#include "trace/formats/chunkstore.h"
#include "trace/result.h"

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

} // namespace asq::trace
