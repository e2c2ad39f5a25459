// The same life as that of a goroutine (go.cpp) without a run around it: no token, no round of coroutines, no messages to
// share. What it costs is its frame, this object, a tick to begin and one to tell who joins.
#include "core/spawnedtask.h"

namespace asq {

SpawnedTask::SpawnedTask(Kernel &kernel, const Description &description)
    : ChannelWaiter(kernel, Kind::Direct), m_older(kernel.m_newestTask),
      m_entity(kernel.spawn(EntityKind::Coroutine, description.label, EntityId::None, description.position)),
      m_position(description.position)
{
    m_context.kernel = &kernel;
    m_context.setWaiter(*this);
    if (m_older)
        m_older->m_newer = this;
    kernel.m_newestTask = this;
    ref();
}

SpawnedTask::~SpawnedTask()
{
    if (m_isListed) // it was never started
        unlist();
}

void SpawnedTask::start(std::coroutine_handle<> frame, typed::PromiseBase &promise)
{
    m_frame = frame;
    m_promise = &promise;
    m_context.innermost = frame;
    promise.context = &m_context;
    m_kernel.executor().post(this, m_kernel.isObserved() ? announceScheduled() : m_kernel.cause());
}

EventId SpawnedTask::announceScheduled()
{
    m_kernel.setPosition(m_position);
    return m_kernel.announce(EventKind::Scheduled, m_entity);
}

void SpawnedTask::run(EventId cause)
{
    if (!m_context.innermost || (isWaiting() && !tick())) // it is over, or was let go of
        return;
    if (!m_context.quickWaiter) [[unlikely]] {
        runObserved(cause);
        return;
    }
    stopWaiting();
    proceedUnobserved();
}

void SpawnedTask::runObserved(EventId cause)
{
    if (isWaiting()) {
        m_given = awaited().result(*this);
        cause = ChannelWaiter::cause();
        stopWaiting();
    }
    proceed(cause);
}

inline void SpawnedTask::proceedUnobserved()
{
    m_context.innermost.resume();
    if (isWaiting())
        return;
    if (!m_context.innermost)
        end();
    else
        comeBack();
}

/// It waits for a sequence, or has given a value away.
void SpawnedTask::comeBack()
{
    if (const Ref<Flow> flow = std::exchange(m_context.outcome.flow, {})) {
        await(flow);
        return;
    }
    do { // what it yields comes straight back
        m_context.carry = std::exchange(m_context.outcome.value, {});
        m_context.innermost.resume();
    } while (!isWaiting() && m_context.innermost && !m_context.outcome.flow);
    if (isWaiting())
        return;
    if (m_context.innermost)
        await(std::exchange(m_context.outcome.flow, {}));
    else
        end();
}

void SpawnedTask::proceed(EventId cause)
{
    m_kernel.setCause(cause);
    for (;;) {
        Ref<Flow> flow;
        {
            m_kernel.setPosition(m_position);
            Messages given;
            if (Value value = std::exchange(m_given, {}); !value.isUndefined())
                given.append(std::move(value));
            const bool begins = !std::exchange(m_isStarted, true);
            Slice slice(m_kernel, begins ? EventKind::Started : EventKind::Resumed, m_entity, m_kernel.cause(), given);
            m_context.innermost.resume();
            m_position = m_kernel.position();
            slice.setPosition(m_position);
            if (isWaiting()) {
                slice.suspends(awaited().reason(), awaited().awaitedOn());
                return;
            }
            if (m_frame.done()) {
                announceEnd(slice);
                break;
            }
            flow = std::exchange(m_context.outcome.flow, {});
            const Flow::Awaited awaited = flow ? flow->awaited() : Flow::Awaited{WaitReason::Turn, EntityId::None};
            slice.suspends(awaited.reason, awaited.on);
        }
        if (flow) {
            await(flow);
            return;
        }
        m_context.carry = std::exchange(m_context.outcome.value, {});
    }
    end();
}

void SpawnedTask::await(const Ref<Flow> &flow)
{
    const Ref<SpawnedTask> self(this);
    flow->val(makeFunction([self](Messages messages) {
        self->goOn(std::move(messages), false);
        return Value();
    }));
    flow->onError(makeFunction([self](Messages errors) {
        self->goOn(std::move(errors), true);
        return Value();
    }));
}

void SpawnedTask::goOn(Messages messages, bool isFailure)
{
    if (!m_frame || m_isOver)
        return;
    Value value = wrapped(std::move(messages));
    if (m_kernel.isObserved() && value.isCopyable())
        m_given = value;
    if (isFailure)
        m_context.error = std::move(value);
    else
        m_context.carry = std::move(value);
    if (m_context.quickWaiter)
        proceedUnobserved();
    else
        proceed(m_kernel.cause());
}

void SpawnedTask::announceEnd(Slice &slice)
{
    try {
        if (m_promise->exception)
            std::rethrow_exception(m_promise->exception);
        m_kernel.setCause(m_kernel.announce(EventKind::Completed, m_entity, shown()));
    } catch (...) {
        m_kernel.setCause(m_kernel.announce(EventKind::Failed, m_entity, Failure::current().errors));
    }
    const EventId cause = m_kernel.cause();
    slice.end();
    m_kernel.setCause(cause);
}

void SpawnedTask::end()
{
    m_isOver = true;
    if (!m_joined) {
        endOtherwise();
        return;
    }
    const Ref<SpawnedTask> alive(this);
    leaveKernel();
    m_joined = nullptr;
    m_joiner->tell();
    m_joiner->deref();
}

void SpawnedTask::endOtherwise()
{
    const Ref<SpawnedTask> alive(this);
    // Until somebody takes note of its failure the kernel keeps it: it may be the kernel's to report.
    if (m_trigger || m_handles == 0 || !m_promise->exception)
        leaveKernel();
    if (m_trigger) {
        const Ref<Trigger> trigger = std::exchange(m_trigger, {});
        m_isSettled = true;
        try {
            if (m_promise->exception)
                std::rethrow_exception(m_promise->exception);
            trigger->complete(result());
        } catch (...) {
            trigger->fail(Failure::current().errors);
        }
    } else if (m_handles == 0) {
        reportFailure();
    }
}

void SpawnedTask::joinedBy(ChannelWait &wait, ChannelWaiter &waiter)
{
    Q_ASSERT(!m_isOver && !m_joined && !m_trigger);
    m_joined = &wait;
    m_joiner = &waiter;
    waiter.ref();
    waiter.beginUntold(wait);
}

Ref<SequenceCore> SpawnedTask::sequence()
{
    Q_ASSERT(!m_joined && !m_trigger);
    const Ref<SequenceCore> sequence = SequenceCore::create(m_kernel, SequenceCore::Visibility::Hidden);
    sequence->setAwaited({WaitReason::Join, m_entity});
    m_trigger = sequence->waitForTrigger({});
    if (m_isOver && m_promise)
        end(); // once more, now that there is somebody to tell
    return sequence;
}

void SpawnedTask::reportFailure()
{
    if (m_isSettled || !m_promise || !m_promise->exception)
        return;
    const Ref<SpawnedTask> alive(this);
    settle();
    try {
        std::rethrow_exception(m_promise->exception);
    } catch (...) {
        m_kernel.report(Failure::current().errors, EntityId::None);
    }
}

void SpawnedTask::unlist()
{
    m_isListed = false;
    if (m_older)
        m_older->m_newer = m_newer;
    (m_newer ? m_newer->m_older : m_kernel.m_newestTask) = m_older;
}

void SpawnedTask::letGo()
{
    const Ref<SpawnedTask> alive(this);
    stopWaiting();
    m_context.innermost = nullptr;
    m_trigger = nullptr;
    m_isSettled = true;
    if (std::exchange(m_joined, nullptr))
        m_joiner->deref();
    if (std::exchange(m_frame, nullptr)) {
        m_promise = nullptr;
        destroyFrame();
    }
    leaveKernel();
}

} // namespace asq
