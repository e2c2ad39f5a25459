#include "core/runner.h"

#include "core/go.h"

#include <algorithm>

namespace asq {

namespace {

class IterableCoroutine final : public Coroutine
{
public:
    explicit IterableCoroutine(Ref<Iterable> iterable) : m_iterable(std::move(iterable)) {}
    Outcome next(Value carry) override
    {
        Iterable::Result result = m_iterable->next(spread(std::move(carry)));
        return {result.kind == Iterable::Result::Done, std::move(result.value), {}};
    }
    Outcome raise(Value error) override
    {
        m_iterable->raise(spread(std::move(error)));
        return {};
    }

private:
    Ref<Iterable> m_iterable;
};

void failWith(Run &run, const Ref<Iterable> &iterable)
{
    iterable->onError(makeFunction([trigger = run.trigger()](Messages errors) {
        trigger->fail(std::move(errors));
        return Value();
    }));
}

} // namespace

Ref<Coroutine> IterableSource::start(Run &run, EntityId entity)
{
    const Ref<Iterable> copy = m_iterable->runningCopy(entity);
    failWith(run, copy);
    return makeRef<IterableCoroutine>(copy);
}

Ref<Coroutine> valueCoroutine(Run &run, Value value)
{
    const Ref<Iterable> iterable = Iterable::create(run.kernel(), Iterable::Visibility::Hidden);
    iterable->val(constant(std::move(value)));
    failWith(run, iterable);
    return makeRef<IterableCoroutine>(iterable);
}

Run::Run(Kernel &kernel, Ref<Trigger> trigger, Ref<RunnerLanguage> language, EntityId step, Messages messages)
    : m_kernel(kernel), m_trigger(std::move(trigger)), m_language(std::move(language)), m_step(step),
      m_messages(std::move(messages))
{
}

Run::~Run()
{
    m_language->runEnded(m_token);
}

EntityId Run::entity() const
{
    return m_coroutines.empty() ? m_step : m_coroutines.front().entity;
}

void Run::start(const std::vector<Ref<CoroutineSource>> &sources)
{
    m_token = m_language->makeToken(*this, m_messages);
    carryToken();
    for (const Ref<CoroutineSource> &source : sources)
        add(source);
    iterate(false);
}

void Run::add(const Ref<CoroutineSource> &source)
{
    const EntityId entity = m_step == EntityId::None
        ? EntityId::None
        : m_kernel.spawn(source->kind(), source->description().label, m_step, source->description().position);
    m_tokenSeen |= source->kind() != EntityKind::Goroutine;
    const Position before = m_kernel.position();
    m_kernel.setPosition(source->description().position);
    Ref<Coroutine> coroutine = source->start(*this, entity);
    m_kernel.setPosition(before);
    m_coroutines.push_back(
        {std::move(coroutine), entity, source->description().position, source->announcedByRunner(), false});
}

void Run::run(EventId cause)
{
    m_kernel.setCause(cause);
    if (m_passing) {
        const Passing passing = std::move(*m_passing);
        m_passing.reset();
        deliver(passing.entry, passing.done, passing.messages);
    } else {
        iterate(false);
    }
}

/// Goes on with the token where nothing but the token is to be handed over, and nobody observes.
Coroutine::Pass Run::pass(const Entry &entry, bool raising)
{
    if (!m_carriesToken || raising || m_kernel.isObserved())
        return Coroutine::Pass::NotTried;
    return entry.coroutine->pass(m_token);
}

void Run::iterate(bool raising)
{
    const Ref<Run> alive(this);
    Entry entry = m_coroutines.take_front();
    const Coroutine::Pass passed = pass(entry, raising);
    if (passed == Coroutine::Pass::Done) {
        if (m_trigger->isAborted())
            return;
        m_coroutines.push_back(std::move(entry));
        m_kernel.executor().post(this, m_kernel.cause());
        return;
    }
    goOn(std::move(entry), passed == Coroutine::Pass::Other, raising);
}

void Run::goOn(Entry entry, bool isResumed, bool raising)
{
    const EventKind begins = entry.started ? EventKind::Resumed : EventKind::Started;
    entry.started = true;
    const EntityId shown = entry.announced ? entry.entity : EntityId::None;
    Messages carried;
    if (m_kernel.isObserved() && m_carry != m_token)
        carried.append(m_carry);
    m_kernel.setPosition(entry.position);
    Slice slice(m_kernel, begins, shown, m_kernel.cause(), carried);
    Coroutine::Outcome outcome;
    try {
        outcome = raising ? entry.coroutine->raise(m_carry)
            : isResumed   ? entry.coroutine->whatCame()
                          : entry.coroutine->next(m_carry);
    } catch (...) {
        const Failure failure = Failure::current();
        Messages errors;
        errors.append(failure.value());
        m_kernel.setCause(m_kernel.announce(EventKind::Failed, shown, errors));
        slice.end();
        m_trigger->fail(std::move(errors));
        return;
    }
    entry.position = entry.coroutine->stoppedAt(m_kernel);
    slice.setPosition(entry.position);
    if (outcome.done) {
        Messages result;
        if (!outcome.value.isUndefined() && outcome.value != m_token)
            result.append(outcome.value);
        m_kernel.setCause(m_kernel.announce(EventKind::Completed, shown, result));
    }
    if (m_trigger->isAborted())
        return;
    if (!outcome.flow && outcome.value == m_token && !outcome.value.isUndefined()) {
        if (!outcome.done)
            transfer(std::move(entry), slice);
        carryToken();
        proceedOrFinish(false);
        return;
    }
    await(std::move(entry), std::move(outcome), slice);
}

void Run::transfer(Entry entry, Slice &slice)
{
    const Position stopped = entry.position;
    const EntityId shown = entry.announced ? entry.entity : EntityId::None;
    m_coroutines.push_back(std::move(entry));
    slice.suspends(WaitReason::Turn);
    if (!m_kernel.isObserved() || shown == EntityId::None)
        return;
    Announcement transferred;
    const Messages messages = m_language->tokenMessages(m_token);
    transferred.kind = EventKind::Transferred;
    transferred.entity = shown;
    transferred.other = m_coroutines.front().entity;
    transferred.cause = m_kernel.cause();
    transferred.position = stopped;
    transferred.values = messages.constData();
    transferred.valueCount = messages.size();
    m_kernel.setCause(m_kernel.announce(std::move(transferred)));
}

void Run::await(Entry entry, Coroutine::Outcome outcome, Slice &slice)
{
    Ref<Flow> flow = std::move(outcome.flow);
    try {
        if (!flow && !outcome.value.isUndefined())
            flow = m_language->flowOf(outcome.value, true);
    } catch (...) {
        m_trigger->fail(Failure::current().errors);
        return;
    }
    if (flow) {
        awaitFlow(flow, std::move(entry), outcome.done, slice);
        return;
    }
    Messages messages;
    if (!outcome.value.isUndefined()) {
        messages = spread(std::move(outcome.value));
        if (messages.isEmpty())
            messages.append(Value());
        if (std::any_of(messages.begin(), messages.end(), [](const Value &v) { return v.get<MessageWrapper>(); })) {
            // Wrappers in a wrapper are messages of steps of their own, a tick each.
            const Ref<SequenceCore> sequence = SequenceCore::create(m_kernel, SequenceCore::Visibility::Hidden);
            sequence->setAwaited({WaitReason::Turn, EntityId::None});
            sequence->then(emitSteps(messages));
            awaitFlow(sequence, std::move(entry), outcome.done, slice);
            return;
        }
    }
    // The original makes a sequence of the value and hears from it in the next batch, where its ticks stand back to back:
    // one tick that hands the value on is the same.
    if (!outcome.done)
        slice.suspends(WaitReason::Turn);
    m_passing = Passing{std::move(entry), std::move(messages), outcome.done};
    m_kernel.executor().post(this, m_kernel.cause());
}

void Run::awaitFlow(const Ref<Flow> &flow, Entry entry, bool done, Slice &slice)
{
    if (!done) {
        const Flow::Awaited awaited = flow->awaited();
        slice.suspends(awaited.reason, awaited.on);
    }
    const Ref<Run> self(this);
    flow->val(makeFunction([self, entry, done](Messages messages) {
        self->deliver(entry, done, messages);
        return Value();
    }));
    flow->onError(makeFunction([self, entry, done](Messages errors) {
        if (self->m_trigger->isAborted())
            return Value();
        if (done) {
            self->m_trigger->fail(std::move(errors));
        } else {
            self->m_coroutines.push_front(entry);
            self->carry(wrapped(errors));
            self->iterate(true);
        }
        return Value();
    }));
}

void Run::deliver(const Entry &entry, bool done, const Messages &messages)
{
    if (m_trigger->isAborted())
        return;
    const bool delivered = !messages.isEmpty();
    if (delivered)
        carry(wrapped(messages));
    if (!done) {
        if (delivered && m_carry == m_token)
            m_coroutines.push_back(entry);
        else
            m_coroutines.push_front(entry);
    }
    proceedOrFinish(true);
}

void Run::proceedOrFinish(bool now)
{
    if (m_coroutines.empty())
        finish();
    else if (now)
        iterate(false);
    else
        m_kernel.executor().post(this, m_kernel.cause());
}

void Run::finish()
{
    Messages result;
    if (!m_carry.isUndefined() && m_carry != m_token)
        result = spread(std::exchange(m_carry, {}));
    // The token knows the run: letting go of it here leaves no cycle.
    m_language->runEnded(m_token);
    m_token = {};
    m_carry = {};
    m_trigger->complete(std::move(result));
}

void RunnerStep::run(StepRun &run)
{
    const Ref<Run> coroutines = makeRef<Run>(run.kernel(), run.trigger(), m_language, run.entity(), run.messages);
    coroutines->start(m_sources);
    run.waitsFor(WaitReason::Join);
}

} // namespace asq
