#pragma once

#include <QtGlobal>

#include <chrono>

namespace asq::record {

/// How much of the end of a recording is kept: what is within both.
struct KeepLimits {
    std::chrono::nanoseconds time = std::chrono::hours(24 * 365);
    qint64 bytes = 64 * 1024 * 1024; ///< In memory, packed: 3 to 6 an event.
};

} // namespace asq::record
