#pragma once

#include "trace/result.h"
#include "trace/trace.h"

class QIODevice;

namespace asq::trace {

/// Reads Chrome's Trace Event JSON, a list of events or an object with one, also as Node and clang write it. What is
/// damaged or cut off becomes a remark with its byte, and everything around it is read.
/// Requires: `device` is open for reading.
Result<Trace> readChrome(QIODevice *device);
/// True when a file that begins so can only be JSON.
bool looksLikeChrome(const QByteArray &head);

} // namespace asq::trace
