#pragma once

#include "core/task.h"

namespace asq {

/// A task that runs by itself, beside whoever spawned it: the executor resumes its frame, and the channels it waits for
/// do. The kernel keeps it until it ends. This is all of it but the type of its result.
class SpawnedTask : public ChannelWaiter
{
public:
    ~SpawnedTask() override;

    bool isOver() const { return m_isOver; }
    EntityId entity() const override { return m_entity; }
    void run(EventId cause) override;
    void letGo() override;

    /// `wait`, of `waiter`, is told when this is over. Requires: !isOver(), and nobody else was to be told.
    void joinedBy(ChannelWait &wait, ChannelWaiter &waiter);
    /// `wait` ends before it was told.
    void leave(const ChannelWait &wait)
    {
        if (m_joined != &wait)
            return;
        m_joined = nullptr;
        m_joiner->deref();
    }
    /// A hidden sequence that passes on what this gives, or its failure. Requires: nobody else is to be told.
    Ref<SequenceCore> sequence();

    /// Handles count, so that a failure which nobody can ask for any more is reported.
    void addHandle() { ++m_handles; }
    void dropHandle()
    {
        if (--m_handles == 0 && m_isOver && !m_isSettled && !m_trigger && !m_joined)
            reportFailure();
    }
    /// The result, for the record.
    virtual Messages shown() const = 0;

protected:
    /// The result. Requires: asked once.
    virtual Messages result() = 0;
    SpawnedTask(Kernel &kernel, const Description &description);
    /// From now on it is driven. Requires: `frame` is destroyed by destroyFrame().
    void start(std::coroutine_handle<> frame, typed::PromiseBase &promise);
    virtual void destroyFrame() noexcept = 0;
    /// The result is taken, or the failure thrown.
    void settle()
    {
        m_isSettled = true;
        leaveKernel();
    }
    void rethrow()
    {
        settle();
        if (m_promise->exception) [[unlikely]]
            std::rethrow_exception(m_promise->exception);
    }

private:
    friend class Kernel;
    void runObserved(EventId cause);
    void proceed(EventId cause);
    void proceedUnobserved();
    Q_NEVER_INLINE void comeBack();
    void await(const Ref<Flow> &flow);
    void goOn(Messages messages, bool isFailure);
    void announceEnd(Slice &slice);
    EventId announceScheduled();
    void end();
    void endOtherwise();
    void leaveKernel()
    {
        if (!m_isListed)
            return;
        unlist();
        deref();
    }
    void unlist();
    void reportFailure();

    typed::TaskContext m_context;
    std::coroutine_handle<> m_frame;
    typed::PromiseBase *m_promise = nullptr;
    ChannelWait *m_joined = nullptr;
    ChannelWaiter *m_joiner = nullptr; ///< Counted, while m_joined.
    Ref<Trigger> m_trigger; ///< Of sequence().
    SpawnedTask *m_older = nullptr; ///< The kernel's list of what has not ended.
    SpawnedTask *m_newer = nullptr;
    EntityId m_entity;
    Position m_position; ///< Where it stopped last.
    Value m_given; ///< What it is resumed with, for the record.
    int m_handles = 0;
    bool m_isListed = true;
    bool m_isStarted = false;
    bool m_isOver = false;
    bool m_isSettled = false;
};

/// Waits until a spawned task is over.
class JoinWait final : public ChannelWait
{
public:
    JoinWait(SpawnedTask &task, ChannelWaiter &waiter) : m_task(task) { task.joinedBy(*this, waiter); }
    ~JoinWait() override { m_task.leave(*this); }
    Value result(const ChannelWaiter &) const override { return m_task.isOver() ? wrapped(m_task.shown()) : Value(); }
    WaitReason reason() const override { return WaitReason::Join; }
    EntityId awaitedOn() const override { return m_task.entity(); }

private:
    SpawnedTask &m_task;
};

} // namespace asq
