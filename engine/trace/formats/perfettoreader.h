#pragma once

#include "trace/result.h"
#include "trace/trace.h"

class QIODevice;

namespace asq::trace {

/// Reads a Perfetto trace, protobuf packets one after the other: track events and what belongs to them (tracks, flows,
/// counters, interned texts, clocks, packed packets); packets of other kinds are skipped. What writePerfetto wrote
/// becomes the trace that it was.
///
/// What is damaged, cut off or was lost when it was recorded becomes a remark, and the rest is kept; an error is only
/// what leaves nothing at all. Memory beside that of the trace: a block of the file, and the largest packet.
Result<Trace> readPerfetto(QIODevice *device);

/// Whether `head`, the first bytes of a file, are those of packets. Ask about forms that begin with text first: a line
/// end can be taken for the beginning of a packet.
bool looksLikePerfetto(const QByteArray &head);

} // namespace asq::trace
