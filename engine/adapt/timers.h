#pragma once

#include "adapt/signals.h"

#include <QTimer>

namespace asq {

/// A sequence that completes when `delay` has passed on the program's clock.
Sequence<> delay(Kernel &kernel, std::chrono::nanoseconds delay,
                 std::source_location location = std::source_location::current());

/// `co_await 5ms`
template<typename Number, typename Period>
struct AsSequence<std::chrono::duration<Number, Period>> {
    using Type = Sequence<>;
    static Type of(Kernel &kernel, std::chrono::duration<Number, Period> length, const std::source_location &location)
    {
        return delay(kernel, std::chrono::duration_cast<std::chrono::nanoseconds>(length), location);
    }
};

/// `co_await &timer`: until its next timeout, on the real clock. Fails when it is destroyed first.
template<std::derived_from<QTimer> T>
struct AsSequence<T *> {
    using Type = Sequence<>;
    static Type of(Kernel &kernel, QTimer *timer, const std::source_location &location)
    {
        return nextSignal(kernel, timer, &QTimer::timeout, location);
    }
};

} // namespace asq
