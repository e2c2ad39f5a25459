#include "core/virtualexecutor.h"

namespace asq {

bool VirtualExecutor::run(qint64 limit)
{
    constexpr int many = 1'000'000;
    while (!isStopped()) {
        if (turn(many))
            continue;
        if (!hasTimers())
            return true;
        if (nextDue() > limit)
            return false;
        m_now = nextDue();
    }
    return isQuiet();
}

} // namespace asq
