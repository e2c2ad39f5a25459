#pragma once

#include "trace/result.h"
#include "trace/trace.h"

namespace asq::trace {

/// Reads the text form, which engine/trace/README.md shows. Errors carry line and column.
Result<Trace> readText(const QString &text);

/// Whether `head`, the first bytes of a file, begin as a text form that is a file of its own does.
bool looksLikeText(const QByteArray &head);

} // namespace asq::trace
