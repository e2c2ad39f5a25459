#include "core/tap.h"

namespace asq {

class Tap::Feed final : public Trigger
{
public:
    explicit Feed(Ref<Tap> tap) : m_tap(std::move(tap)) {}
    void complete(Messages messages) override { m_tap->complete(messages); }
    void fail(Messages errors) override { m_tap->fail(errors); }
    void abort() override {}
    bool isOver() const override { return false; }
    bool isAborted() const override { return false; }

private:
    Ref<Tap> m_tap;
};

// Once the stand-in waits, its trigger is called, each time, as often as the source gives something; before that a
// ready-made sequence replaces it.
void Tap::complete(const Messages &messages)
{
    const TickQueueScope scope(m_kernel, m_flow->tickQueue());
    if (m_trigger)
        m_trigger->complete(messages);
    else
        m_flow = SequenceCore::emitting(m_kernel, messages);
}

void Tap::fail(const Messages &errors)
{
    const TickQueueScope scope(m_kernel, m_flow->tickQueue());
    if (m_trigger)
        m_trigger->fail(errors);
    else
        m_flow = SequenceCore::failing(m_kernel, errors);
}

void Tap::listen()
{
    m_flow = SequenceCore::create(m_kernel, SequenceCore::Visibility::Hidden);
    m_flow->then(makeStep([tap = Ref<Tap>(this)](StepRun &run) { tap->m_trigger = run.trigger(); }));
    m_flow->defer();
}

Ref<Tap> Tap::create(const Ref<Flow> &source)
{
    const Ref<Tap> tap = makeRef<Tap>(source->kernel(), source->entity());
    tell(*source, tap->trigger());
    tap->listen();
    return tap;
}

Ref<Tap> Tap::create(Kernel &kernel)
{
    const Ref<Tap> tap = makeRef<Tap>(kernel, EntityId::None);
    tap->listen();
    return tap;
}

Ref<Trigger> Tap::trigger()
{
    return makeRef<Feed>(Ref<Tap>(this));
}

void tell(Flow &source, const Ref<Trigger> &listener)
{
    source.val(makeFunction([listener](Messages messages) {
        listener->complete(messages);
        return Value(MessageWrapper(std::move(messages)));
    }));
    source.onError(makeFunction([listener](Messages errors) {
        listener->fail(std::move(errors));
        return Value();
    }));
}

} // namespace asq
