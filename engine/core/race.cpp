#include "core/race.h"

namespace asq {

void RaceStep::run(StepRun &run)
{
    runForwarded(m_segments, run, run.entity());
    run.waitsFor(WaitReason::Gate, EntityId::None, 1);
}

} // namespace asq
