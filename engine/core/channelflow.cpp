#include "core/channelflow.h"

#include "core/pthen.h"
#include "core/sequenceinternals.h"

namespace asq {

void ChannelFlow::began()
{
    m_sequence->setAwaited({m_wait->reason(), m_wait->awaitedOn()});
    // The step is the first tick. It keeps this alive while the sequence may come to it.
    m_sequence->then(makeStep([self = Ref<ChannelFlow>(this)](StepRun &run) {
        self->m_trigger = run.trigger();
        self->m_wait->tick();
    }));
}

void ChannelFlow::run(EventId)
{
    m_sequence->kernel().setCause(m_wait->cause());
    if (m_wait->tick())
        tell();
}

void ChannelFlow::tell()
{
    const Ref<Trigger> trigger = std::exchange(m_trigger, {});
    if (!trigger)
        return;
    Value value = m_wait->result();
    Messages messages;
    if (m_wait->isEarly())
        messages = spread(std::move(value));
    else
        messages.append(std::move(value));
    if (m_wait->recovers()) {
        // The first of the handlers turns it back into a value.
        std::vector<Ref<Function>> &handlers = SequenceInternals(*m_sequence).handlers();
        handlers.insert(handlers.begin(),
                        recoveringHandler(makeFunction([](Messages errors) { return std::move(errors.front()); })));
    }
    if (m_wait->fails() || m_wait->recovers())
        trigger->fail(std::move(messages));
    else
        trigger->complete(std::move(messages));
}

void ChannelFlow::letGo()
{
    m_trigger = nullptr;
}

} // namespace asq
