#pragma once

#include "core/executor.h"

#include <limits>

namespace asq {

/// Runs on a clock that stands still while anything is ready and then jumps to the next timer: a program of many
/// seconds runs in no time, and always in the same way.
class VirtualExecutor : public Executor
{
public:
    VirtualExecutor() : Executor(Clock::Virtual) {}

    qint64 now() const override { return m_now; }

    /// Runs until nothing is left to do or `limit` nanoseconds of program time are reached. True when it became quiet.
    bool run(qint64 limit = std::numeric_limits<qint64>::max());

private:
    void wake() override {}
    qint64 m_now = 0;
};

} // namespace asq
