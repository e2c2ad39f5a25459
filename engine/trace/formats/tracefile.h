#pragma once

#include "trace/result.h"
#include "trace/trace.h"

namespace asq::trace {

/// A trace and the name of the form it was in ("native", "text", "perfetto", …).
struct TraceFile {
    Trace trace;
    QString form;
};

/// Reads a recording in whichever form it is; its first bytes say which. Errors do not name the file.
Result<TraceFile> readTraceFile(const QString &fileName);

} // namespace asq::trace
