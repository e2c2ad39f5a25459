#pragma once

#include "trace/result.h"
#include "trace/trace.h"

namespace interleave {

/// True when the file at `path` begins as a recording does, in any form that we read.
bool isRecording(const QString &path);
/// Reads a recording in any form that we read. The error is a sentence for people with the place in the file.
asq::trace::Result<asq::trace::Trace> readRecording(const QString &path);

} // namespace interleave
