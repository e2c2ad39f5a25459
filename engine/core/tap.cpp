#include "core/tap.h"

namespace asq {

Ref<Tap> Tap::create(const Ref<Flow> &source)
{
    const Ref<Tap> tap = makeRef<Tap>(source->entity());
    Kernel &kernel = source->kernel();
    // Once the stand-in waits, its trigger is called, each time, as often as the source gives something; before that a
    // ready-made sequence replaces it.
    source->val(makeFunction([tap, &kernel](Messages messages) {
        if (tap->m_trigger)
            tap->m_trigger->complete(messages);
        else
            tap->m_flow = Sequence::emitting(kernel, messages);
        return Value(MessageWrapper(std::move(messages)));
    }));
    source->onError(makeFunction([tap, &kernel](Messages errors) {
        if (tap->m_trigger)
            tap->m_trigger->fail(std::move(errors));
        else
            tap->m_flow = Sequence::failing(kernel, errors);
        return Value();
    }));
    tap->m_flow = Sequence::create(kernel, Sequence::Visibility::Hidden);
    tap->m_flow->then(makeStep([tap](StepRun &run) { tap->m_trigger = run.trigger(); }));
    tap->m_flow->defer();
    return tap;
}

} // namespace asq
