#include "core/reactive.h"

namespace asq {

namespace {

Ref<SequenceCore> makeTemplate(Kernel &kernel, const QString &label, SequenceCore::Visibility visibility)
{
    // A template never ticks: a duplicate that nobody lets go.
    const Ref<SequenceCore> empty = SequenceCore::create(kernel, SequenceCore::Visibility::Hidden);
    return visibility == SequenceCore::Visibility::Hidden
        ? empty->duplicate()
        : empty->duplicate(EntityKind::ReactiveSequence, label, EntityId::None);
}

} // namespace

Reactive::Reactive(Kernel &kernel, Ref<Function> setup, const QString &label, SequenceCore::Visibility visibility)
    : m_kernel(kernel), m_template(makeTemplate(kernel, label, visibility)), m_setup(std::move(setup)), m_label(label)
{
    const Ref<Reactive> self(this);
    kernel.executor().post(makeRef<CallbackJob>([self](EventId cause) {
                               try {
                                   self->setUp(cause);
                               } catch (...) {
                                   const Failure failure = Failure::current();
                                   self->m_kernel.report(failure.errors, self->entity());
                               }
                           }),
                           kernel.cause());
}

void Reactive::setUp(EventId cause)
{
    m_kernel.setPosition(m_setup->description().position);
    Slice slice(m_kernel, EventKind::Started, entity(), cause);
    m_setup->call({});
}

Ref<SequenceCore> Reactive::push(const Messages &messages)
{
    if (m_paused)
        return {};
    if (m_stopped) {
        const Ref<SequenceCore> disabled = SequenceCore::create(m_kernel, SequenceCore::Visibility::Shown, m_label);
        disabled->then(makeStep([](StepRun &) { throw Failure(Value(QStringLiteral("Disabled Sequence"))); }));
        return disabled;
    }
    const EventId before = m_kernel.cause();
    m_kernel.setCause(m_kernel.announce(EventKind::Delivered, entity(), messages));
    ++m_events;
    const QString label = m_kernel.isObserved() ? QStringLiteral("event %1").arg(m_events) : QString();
    const EntityKind kind = entity() == EntityId::None ? EntityKind::Sequence : EntityKind::ReactiveInstance;
    const Ref<SequenceCore> instance = m_template->duplicate(kind, label, entity());
    instance->unpause(messages);
    m_kernel.setCause(before);
    return instance;
}

void Reactive::onTeardown(Ref<Function> teardown)
{
    if (!m_stopped)
        m_teardowns.push_back(std::move(teardown));
}

void Reactive::tearDown()
{
    const std::vector<Ref<Function>> teardowns = std::exchange(m_teardowns, {});
    for (const Ref<Function> &teardown : teardowns)
        teardown->call({});
}

void Reactive::stop()
{
    if (m_stopped)
        return;
    const Ref<Reactive> alive(this);
    m_stopped = true;
    const EventId before = m_kernel.cause();
    m_kernel.setCause(m_kernel.announce(EventKind::Completed, entity()));
    tearDown();
    m_kernel.setCause(before);
}

void Reactive::pause()
{
    if (m_paused || m_stopped)
        return;
    const Ref<Reactive> alive(this);
    m_paused = true;
    tearDown();
}

void Reactive::resume()
{
    if (!m_paused || m_stopped)
        return;
    m_paused = false;
    setUp(m_kernel.cause());
}

} // namespace asq
