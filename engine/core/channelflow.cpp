#include "core/channelflow.h"

#include "core/pthen.h"
#include "core/sequenceinternals.h"

namespace asq {

void ChannelFlow::began()
{
    m_sequence->setAwaited({awaited().reason(), awaited().awaitedOn()});
    // The step is the first tick. It keeps this alive while the sequence may come to it.
    m_sequence->then(makeStep([self = Ref<ChannelFlow>(this)](StepRun &run) {
        self->m_trigger = run.trigger();
        self->tick();
    }));
}

void ChannelFlow::run(EventId)
{
    m_kernel.setCause(cause());
    if (tick())
        tell();
}

void ChannelFlow::tell()
{
    const Ref<Trigger> trigger = std::exchange(m_trigger, {});
    if (!trigger)
        return;
    Value value = awaited().result(*this);
    Messages messages;
    if (isEarly())
        messages = spread(std::move(value));
    else
        messages.append(std::move(value));
    if (recovers()) {
        // The first of the handlers turns it back into a value.
        std::vector<Ref<Function>> &handlers = SequenceInternals(*m_sequence).handlers();
        handlers.insert(handlers.begin(),
                        recoveringHandler(makeFunction([](Messages errors) { return std::move(errors.front()); })));
    }
    if (fails() || recovers())
        trigger->fail(std::move(messages));
    else
        trigger->complete(std::move(messages));
}

void ChannelFlow::letGo()
{
    m_trigger = nullptr;
}

} // namespace asq
