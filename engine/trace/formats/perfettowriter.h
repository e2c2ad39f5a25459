#pragma once

#include "trace/trace.h"

#include <optional>

class QIODevice;

namespace asq::trace {

/// Writes `trace` as Perfetto's protobuf packets, for Perfetto's own window and whatever else reads them: a track for each
/// entity, slices, waits as slices too, causes as flows, everything else as instants; and all that Perfetto has no place for
/// as annotations, so that readPerfetto gives the very same trace. nullopt, or what the device said.
///
/// Times are those of the real clock. Requires: `device` is open for writing; every entity's parent comes before it.
std::optional<QString> writePerfetto(const Trace &trace, QIODevice *device);

} // namespace asq::trace
