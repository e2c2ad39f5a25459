#include "core/virtualexecutor.h"

namespace asq {

bool VirtualExecutor::run(qint64 limit)
{
    while (!isStopped()) {
        if (turn())
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
