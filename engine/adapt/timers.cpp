#include "adapt/timers.h"

namespace asq {

Sequence<> delay(Kernel &kernel, std::chrono::nanoseconds delay, std::source_location location)
{
    const Ref<SequenceCore> sequence = SequenceCore::create(kernel, SequenceCore::Visibility::Hidden);
    const Ref<Trigger> trigger = sequence->waitForTrigger({});
    const Ref<Function> function = makeFunction([trigger](Messages) {
        trigger->complete({});
        return Value();
    });
    kernel.setPosition(kernel.positionOf(location));
    function->setDescription({QStringLiteral("delay"), kernel.position()});
    const Ref<Timer> timer = Timer::start(kernel, function, delay.count(), Timer::Repeat::Once, {});
    sequence->setAwaited({WaitReason::Timer, timer->entity()});
    return Sequence<>(sequence);
}

} // namespace asq
