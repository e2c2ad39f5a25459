#pragma once

#include "adapt/outside.h"

#include <QProcess>

namespace asq {

/// A sequence of the exit code of a process, once it has ended; of one that has ended before, or was never started, at
/// once. Fails with an OutsideError: Process (its code: FailedToStart, Crashed), Destroyed.
Sequence<int> fromProcess(Kernel &kernel, QProcess *process,
                          std::source_location location = std::source_location::current());

/// `co_await &process`
template<std::derived_from<QProcess> T>
struct AsSequence<T *> {
    using Type = Sequence<int>;
    static Type of(Kernel &kernel, QProcess *process, const std::source_location &location)
    {
        return fromProcess(kernel, process, location);
    }
};

} // namespace asq
