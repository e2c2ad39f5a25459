#pragma once

#include "trace/trace.h"

namespace asq::trace {

/// How the text form is laid out.
struct TextOptions {
    /// Every event line begins with its number and causes are given by number: for people who read. Without them
    /// causes are relative, so that lines can be added and taken away.
    bool numbers = false;
    bool files = true; ///< Write the program texts too; without them it is no whole trace.
};

/// `trace` in the text form, which engine/trace/README.md shows: one line an event. Canonical: two traces say the
/// same exactly when their texts are equal (tables may be numbered differently).
/// Requires: every entity's parent comes before it.
QString writeText(const Trace &trace, TextOptions options = {});

} // namespace asq::trace
