#pragma once

#include "core/value.h"

namespace asq::record {

/// Writes a text for people of `count` values to `text`: "1, \"two\", …". At most `budget` characters, cut with an
/// ellipsis; the result is how many. Requires: budget > 0 and room for as many.
qsizetype summarise(const Value *values, qsizetype count, char16_t *text, int budget);

} // namespace asq::record
