#include "adapt/outside.h"

namespace asq {

Outside::Outside(Kernel &kernel, EntityId entity, Position position)
    : Flow(kernel, entity), m_sequence(SequenceCore::create(kernel, SequenceCore::Visibility::Hidden)),
      m_context(std::make_unique<QObject>()), m_position(position), m_asked(kernel.cause())
{
    m_sequence->then(makeStep([ending = m_ending](StepRun &run) {
        ending->trigger = run.trigger();
        ending->tell();
    }));
    m_sequence->setAwaited({WaitReason::Promise, entity});
    setAwaited({WaitReason::Promise, entity});
}

Outside::~Outside() = default;

Ref<Outside> Outside::begin(Kernel &kernel, const QString &label, const std::source_location &location)
{
    const Position position = kernel.positionOf(location);
    const EntityId entity = kernel.spawn(EntityKind::Outside, label, EntityId::None, position);
    return makeRef<Outside>(kernel, entity, position);
}

void Outside::close()
{
    // Deleting the context takes the connections away, and with them what they hold: maybe the last of this.
    const Ref<Outside> alive(this);
    const std::unique_ptr<QObject> context = std::move(m_context);
}

EventId Outside::ends(EventKind kind, const Messages &values)
{
    const Position before = kernel().position();
    kernel().setPosition(m_position);
    kernel().setCause(m_asked);
    kernel().setCause(kernel().announce(EventKind::Delivered, entity(), values));
    const EventId end = kernel().announce(kind, entity(), values);
    kernel().setPosition(before);
    return end;
}

void Outside::end(Messages messages, bool failed)
{
    if (isOver())
        return;
    const Ref<Outside> alive(this);
    const EventId before = kernel().cause();
    kernel().setCause(ends(failed ? EventKind::Failed : EventKind::Completed, messages));
    const Ref<Ending> ending = m_ending;
    close();
    ending->messages = std::move(messages);
    ending->failed = failed;
    ending->tell();
    kernel().setCause(before);
}

// Not copied on its way: what a future gives may be movable alone.
void Outside::Ending::tell()
{
    if (!trigger || !messages)
        return;
    if (failed)
        trigger->fail(std::move(*messages));
    else
        trigger->complete(std::move(*messages));
    trigger = nullptr;
}

void Outside::complete(Messages messages)
{
    end(std::move(messages), false);
}

void Outside::fail(const OutsideError &error)
{
    Messages errors;
    errors.append(Value(error));
    end(std::move(errors), true);
}

void Outside::endsWith(QObject *object, const QString &what)
{
    const Ref<Outside> self(this);
    QObject::connect(object, &QObject::destroyed, context(), [self, what] {
        self->fail({OutsideError::Destroyed, what + QStringLiteral(" was destroyed"), 0, {}});
    });
}

void Outside::abort()
{
    if (isOver())
        return;
    kernel().announce(EventKind::Aborted, entity());
    close();
}

} // namespace asq
