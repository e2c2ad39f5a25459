#pragma once

#include "trace/trace.h"

#include <optional>

class QIODevice;

namespace asq::trace {

/// Writes `trace` as Chrome's trace events, for Perfetto's window and others: each entity a thread, its slices and waits
/// as B and E, which match in each thread; causes as flows where a slice is open at both ends; numbers of counters as C; all
/// else as instants. What the form has no place for stands in the arguments, so that reading the file again gives the
/// same trace. Times are those of the program's clock. nullopt, or what the device said.
/// Requires: `device` is open for writing.
std::optional<QString> writeChrome(const Trace &trace, QIODevice *device);

} // namespace asq::trace
