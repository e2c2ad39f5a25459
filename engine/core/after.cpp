#include "core/after.h"

#include "core/timer.h"

namespace asq {

void AfterStep::run(StepRun &run)
{
    Messages messages;
    if (m_messages)
        messages = *m_messages;
    else if (m_ends == Ends::Completed)
        messages = std::move(run.messages);
    const Ref<Function> callback = makeFunction([trigger = run.trigger(), messages, ends = m_ends](Messages) {
        if (ends == Ends::Completed)
            trigger->complete(messages);
        else
            trigger->fail(messages);
        return Value();
    });
    callback->setDescription(description());
    const Ref<Timer> timer = Timer::start(run.kernel(), callback, m_delay, Timer::Repeat::Once,
                                          [&kernel = run.kernel()](const Failure &failure) {
                                              kernel.report(failure.errors, EntityId::None);
                                          });
    run.waitsFor(WaitReason::Timer, timer->entity());
}

} // namespace asq
