#include "core/try.h"

#include "core/parallel.h"
#include "core/sequencecore.h"

namespace asq {

void TryStep::run(StepRun &run)
{
    const Ref<SequenceCore> inner = SequenceCore::carrying(run.kernel(), run.messages);
    inner->then(makeStep(
        [body = m_body, shownAs = run.entity()](StepRun &hidden) { runForwarded({{body}}, hidden, shownAs); }));
    inner->val(makeFunction([step = run.trigger(), passes = m_passes](Messages messages) {
        if (passes == Passes::One) {
            Messages one;
            one.append(wrapped(messages));
            messages = std::move(one);
        }
        step->complete(std::move(messages));
        return Value();
    }));
    inner->onError(makeFunction([step = run.trigger()](Messages errors) {
        Messages message;
        message.append(Value(Caught(std::move(errors))));
        step->complete(std::move(message));
        return Value();
    }));
    run.waitsFor(WaitReason::Gate, EntityId::None, 1);
}

} // namespace asq
