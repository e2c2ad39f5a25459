// One tick runs at most one step, and the number of ticks is the number of requests: the original's guard against double
// scheduling never holds, and programs see the order that follows from it. So requestTick() posts each time, and a
// spare tick costs what a look at three flags costs. Coalescing ticks would be cheaper and would be another library.
#include "core/sequencecore.h"

#include "core/tap.h"

namespace asq {

/// The trigger of a step that runs in the sequence itself.
class SequenceCore::StepTrigger final : public Trigger
{
public:
    StepTrigger(Ref<SequenceCore> sequence, EntityId step) : m_sequence(std::move(sequence)), m_step(step) {}

    void complete(Messages messages) override
    {
        if (m_completed || m_sequence->ignoresTrigger()) {
            calledTooLate(messages, false);
            return;
        }
        m_completed = m_settled = true;
        m_sequence->completed(m_step, std::move(messages));
    }
    void fail(Messages errors) override
    {
        if (m_completed || m_sequence->ignoresTrigger()) {
            calledTooLate(errors, true);
            return;
        }
        m_settled = true;
        m_sequence->failed(m_step, std::move(errors));
    }
    void abort() override { m_sequence->abort(); }
    bool isOver() const override { return m_sequence->m_error.failed || m_sequence->m_aborted; }
    bool isAborted() const override { return m_sequence->m_aborted; }

private:
    void calledTooLate(const Messages &values, bool isFailure)
    {
        if (m_settled && !m_sequence->isAborted())
            m_sequence->kernel().announceIgnored(m_step, values, isFailure);
    }

    Ref<SequenceCore> m_sequence;
    EntityId m_step;
    bool m_completed = false;
    bool m_settled = false; ///< Completed or failed; only looked at to tell what comes too late.
};

class SequenceCore::MainRun final : public StepRun
{
public:
    MainRun(SequenceCore &sequence, Slice &slice, Messages &arguments, EntityId step)
        : StepRun(sequence.kernel(), slice, arguments), m_sequence(sequence), m_step(step)
    {
    }
    /// Nobody observes.
    MainRun(SequenceCore &sequence, Messages &arguments, EntityId step)
        : StepRun(sequence.kernel(), nullptr, step, arguments, &sequence.messages()), m_sequence(sequence), m_step(step)
    {
    }
    /// The step left its result in its place.
    bool isPlaced() const { return StepRun::isPlaced(); }
    void complete(Messages result) override
    {
        if (hasTrigger())
            trigger()->complete(std::move(result));
        else if (!m_sequence.ignoresTrigger())
            m_sequence.completed(m_step, std::move(result));
    }
    SequenceCore *sequence() const override { return &m_sequence; }

private:
    Ref<Trigger> makeTrigger() override { return makeRef<StepTrigger>(Ref<SequenceCore>(&m_sequence), m_step); }
    SequenceCore &m_sequence;
    EntityId m_step;
};

Ref<SequenceCore> SequenceCore::create(Kernel &kernel, Visibility visibility, const QString &label)
{
    const EntityId entity = visibility == Visibility::Shown ? kernel.spawn(EntityKind::Sequence, label)
                                                            : EntityId::None;
    return makeRef<SequenceCore>(kernel, entity);
}

std::vector<Ref<Step>> emitSteps(const Messages &messages)
{
    std::vector<Ref<Step>> steps;
    Messages run;
    const auto flush = [&steps, &run] {
        if (!run.isEmpty())
            steps.push_back(makeRef<EmitStep>(std::exchange(run, {})));
    };
    for (const Value &message : messages) {
        if (const MessageWrapper *wrapper = message.get<MessageWrapper>()) {
            flush();
            steps.push_back(makeRef<EmitStep>(wrapper->messages()));
        } else {
            run.append(message);
        }
    }
    flush();
    return steps;
}

Ref<SequenceCore> SequenceCore::carrying(Kernel &kernel, const Messages &messages)
{
    const Ref<SequenceCore> sequence = create(kernel, Visibility::Hidden);
    if (kernel.beginning())
        kernel.beginning()(*sequence, messages);
    else
        sequence->then(emitSteps(messages));
    return sequence;
}

Ref<SequenceCore> SequenceCore::emitting(Kernel &kernel, const Messages &messages)
{
    const Ref<SequenceCore> sequence = carrying(kernel, messages);
    sequence->defer();
    return sequence;
}

Ref<SequenceCore> SequenceCore::failing(Kernel &kernel, const Messages &errors)
{
    const Ref<SequenceCore> sequence = create(kernel, Visibility::Hidden);
    sequence->then(makeStep([errors](StepRun &run) { run.trigger()->fail(errors); }));
    sequence->defer();
    return sequence;
}

void SequenceCore::requestTickOtherwise()
{
    if (m_aborted) {
        const Ref<SequenceCore> alive(this);
        run(kernel().cause());
        return;
    }
    if (m_paused)
        return;
    const bool begins = kernel().isObserved() && m_ready && !m_error.failed && !m_steps.empty();
    post(this, begins ? announceScheduled() : kernel().cause());
}

EventId SequenceCore::announceScheduled()
{
    Entry &entry = m_steps.front();
    if (entry.scheduled)
        return kernel().cause();
    shown(entry);
    entry.scheduled = true;
    Announcement announcement;
    announcement.kind = EventKind::Scheduled;
    announcement.entity = entry.entity;
    announcement.cause = kernel().cause();
    announcement.position = entry.step->description().position;
    return kernel().announce(std::move(announcement));
}

void SequenceCore::show(Entry &entry)
{
    const Description &description = entry.step->description();
    entry.entity = kernel().spawn(EntityKind::Step, description.label, entity(), description.position);
}

void SequenceCore::then(std::span<const Ref<Step>> steps)
{
    if (m_error.failed || m_aborted || steps.empty())
        return;
    appendSteps(steps);
    requestTick();
}

void SequenceCore::appendSteps(std::span<const Ref<Step>> steps)
{
    for (const Ref<Step> &step : steps)
        append(step);
}

void SequenceCore::val(Ref<Function> function)
{
    then(makeRef<ValueStep>(std::move(function)));
}

void SequenceCore::onError(std::span<const Ref<Function>> handlers)
{
    if (m_aborted || handlers.empty())
        return;
    m_error.handlers.insert(m_error.handlers.end(), handlers.begin(), handlers.end());
    requestTick();
}

void SequenceCore::pipe(Ref<Trigger> trigger)
{
    if (m_aborted)
        return;
    then(makeStep([trigger](StepRun &run) {
        trigger->complete(std::move(run.messages));
        run.complete({});
    }));
    onError(makeFunction([trigger](Messages errors) {
        trigger->fail(std::move(errors));
        return Value();
    }));
}

void SequenceCore::seq(const Ref<Flow> &flow, const Description &description)
{
    if (m_error.failed || m_aborted)
        return;
    const Ref<Tap> tap = Tap::create(flow);
    const Ref<Step> step = makeStep([tap](StepRun &run) {
        tap->flow()->pipe(run.trigger());
        run.waitsFor(WaitReason::Sequence, tap->source());
    });
    step->setDescription(description);
    then(step);
}

Ref<Trigger> SequenceCore::waitForTrigger(const Description &description)
{
    const Ref<Tap> tap = Tap::create(kernel());
    const Ref<Step> step = makeStep([tap](StepRun &run) {
        tap->flow()->pipe(run.trigger());
        run.waitsFor(WaitReason::Trigger);
    });
    step->setDescription(description);
    then(step);
    return tap->trigger();
}

Ref<SequenceCore> SequenceCore::fork()
{
    struct Shared : RefCounted {
        Ref<Trigger> trigger; ///< Of the fork, once it waits.
        Ref<SequenceCore> early; ///< What came before it waited.
    };
    const Ref<Shared> shared = makeRef<Shared>();
    Kernel &k = kernel();
    TickQueue *const queue = tickQueue();
    val(makeFunction([shared, &k, queue](Messages messages) {
        const TickQueueScope scope(k, queue);
        if (shared->trigger)
            shared->trigger->complete(messages);
        else if (!shared->early)
            shared->early = emitting(k, messages);
        return Value(MessageWrapper(std::move(messages)));
    }));
    onError(makeFunction([shared, &k, queue](Messages errors) {
        const TickQueueScope scope(k, queue);
        if (shared->trigger)
            shared->trigger->fail(std::move(errors));
        else if (!shared->early)
            shared->early = failing(k, errors);
        return Value();
    }));
    const Ref<SequenceCore> forked = create(k, Visibility::Shown, QStringLiteral("fork"));
    const Ref<Step> wait = makeStep([shared](StepRun &run) {
        if (shared->early)
            shared->early->pipe(run.trigger());
        else
            shared->trigger = run.trigger();
    });
    forked->then(wait);
    forked->defer();
    return forked;
}

Ref<SequenceCore> SequenceCore::duplicate(EntityKind kind, const QString &label, EntityId parent)
{
    const EntityId id = entity() == EntityId::None && kind == EntityKind::Sequence
        ? EntityId::None
        : kernel().spawn(kind, label.isEmpty() ? QStringLiteral("duplicate") : label, parent);
    const Ref<SequenceCore> copy = makeRef<SequenceCore>(kernel(), id);
    for (const Entry &entry : m_steps)
        copy->m_steps.push_back({entry.step, EntityId::None, false});
    copy->m_error.handlers = m_error.handlers;
    if (m_attachment)
        copy->m_attachment = m_attachment->copy();
    copy->m_paused = true;
    copy->m_canUnpause = true;
    return copy;
}

void SequenceCore::unpause(const Messages &messages)
{
    for (const Value &message : messages)
        this->messages().append(message);
    m_paused = false;
    requestTick();
}

void SequenceCore::abort()
{
    if (m_error.failed || m_aborted)
        return;
    m_ready = false;
    m_aborted = true;
    if (m_currentStep != EntityId::None)
        kernel().announce(EventKind::Aborted, std::exchange(m_currentStep, EntityId::None));
    for (const Entry &entry : m_steps)
        kernel().announce(EventKind::Aborted, entry.entity);
    kernel().announce(EventKind::Aborted, entity());
    const Ref<SequenceCore> alive(this);
    run(kernel().cause());
}

void SequenceCore::defer()
{
    m_error.handlers.push_back(makeFunction([](Messages) { return Value(); }));
}

void SequenceCore::run(EventId cause)
{
    m_canUnpause = false;
    if (m_aborted) {
        m_steps.clear();
        m_error.handlers.clear();
        m_error.errors.clear();
        messages().clear();
    } else if (m_error.failed) {
        runHandlers(m_error, cause);
    } else if (m_ready && !m_steps.empty()) {
        if (kernel().isObserved())
            runStep(cause);
        else
            runStepQuietly();
    }
}

void SequenceCore::runTimes(EventId cause, quint32 count, const Executor &executor)
{
    for (; count > 0 && !executor.isStopped(); --count) {
        run(cause);
        // Nothing else runs between: what has nothing to do now has nothing to do in the ticks after.
        if (!m_aborted && !m_error.failed && (!m_ready || m_steps.empty()))
            return;
    }
}

void SequenceCore::runStep(EventId cause)
{
    Kernel &k = kernel();
    m_ready = false;
    shown(m_steps.front());
    const Entry entry = m_steps.take_front();
    m_currentStep = entry.entity;
    if (entry.entity != EntityId::None)
        k.setPosition(entry.step->description().position);
    Messages &arguments = messages();
    Slice slice(k, EventKind::Started, entry.entity, cause, arguments);
    m_list ^= 1;
    MainRun run(*this, slice, arguments, entry.entity);
    try {
        entry.step->run(run);
    } catch (...) {
        thrown(entry.entity);
    }
    arguments.clear();
    if (m_ready || m_error.failed || m_aborted)
        slice.suspends(WaitReason::None);
    else if (!run.isWaitKnown())
        slice.suspends(WaitReason::Trigger);
}

void SequenceCore::runStepQuietly()
{
    m_ready = false;
    shown(m_steps.front());
    const Entry entry = m_steps.take_front();
    m_currentStep = entry.entity;
    Messages &arguments = messages();
    m_list ^= 1;
    MainRun run(*this, arguments, entry.entity);
    try {
        entry.step->run(run);
        if (run.isPlaced())
            completedInPlace();
    } catch (...) {
        if (run.isPlaced())
            messages().clear();
        thrown(entry.entity);
    }
    arguments.clear();
}

void SequenceCore::completedInPlace()
{
    if (ignoresTrigger()) {
        messages().clear();
        return;
    }
    m_ready = true;
    m_error.errors.clear();
    m_currentStep = EntityId::None;
    requestTick();
}

void SequenceCore::completed(EntityId step, Messages &&messages)
{
    m_ready = true;
    m_error.errors.clear();
    const EventId before = kernel().cause();
    kernel().setCause(kernel().announce(EventKind::Completed, step, messages));
    if (Messages &list = this->messages(); list.isEmpty())
        list = std::move(messages);
    else
        for (Value &message : messages)
            list.append(std::move(message));
    ended();
    requestTick();
    kernel().setCause(before);
}

void SequenceCore::ended()
{
    m_currentStep = EntityId::None;
    if (m_steps.empty())
        kernel().setCause(kernel().announce(EventKind::Completed, entity(), messages()));
}

void SequenceCore::failed(EntityId step, Messages &&errors)
{
    m_error.failed = true;
    messages().clear();
    const EventId before = kernel().cause();
    kernel().setCause(kernel().announce(EventKind::Failed, step, errors));
    for (Value &error : errors)
        m_error.errors.append(std::move(error));
    m_currentStep = EntityId::None;
    kernel().setCause(kernel().announce(EventKind::Failed, entity(), m_error.errors));
    requestTick();
    kernel().setCause(before);
}

void SequenceCore::thrown(EntityId step)
{
    Failure failure = Failure::current();
    if (m_aborted)
        return;
    // Thrown after the trigger was called: the step fails all the same, and what failed before stays in front.
    const EventId before = kernel().cause();
    kernel().setCause(kernel().announce(EventKind::Failed, step, failure.errors));
    for (Value &error : failure.errors)
        m_error.errors.append(std::move(error));
    if (!m_error.failed)
        kernel().setCause(kernel().announce(EventKind::Failed, entity(), m_error.errors));
    m_error.failed = true;
    m_currentStep = EntityId::None;
    requestTick();
    kernel().setCause(before);
}

void SequenceCore::letGo()
{
    m_steps.clear();
    m_error.handlers.clear();
    m_error.errors.clear();
    messages().clear();
}

void SequenceCore::checkInvariants() const
{
    Q_ASSERT(!m_aborted || m_steps.empty());
    Q_ASSERT(m_error.failed || m_error.errors.isEmpty());
    Q_ASSERT(!m_paused || m_canUnpause);
}

} // namespace asq
