#pragma once

#include "core/value.h"

namespace asq::record {

/// Writes a text for people of `count` values to `text`: "1, \"two\", …". At most `limits.budget` characters, cut with an
/// ellipsis; the result is how many. With a depth of 0 each value's summary, else its detail. What a type's own functions
/// throw is caught. Requires: the budget is > 0 and there is room for as many.
qsizetype summarise(const Value *values, qsizetype count, char16_t *text, DetailLimits limits) noexcept;

} // namespace asq::record
