#pragma once

#include "core/executor.h"
#include "core/messages.h"
#include "core/observer.h"

#include <QHash>
#include <QString>

#include <functional>
#include <source_location>
#include <vector>

namespace asq {

class ChannelCore;
class Flow;
class SequenceCore;
class SpawnedTask;
class TickQueue;

/// What all sequences, coroutines and channels of one program share: the executor, the observer, who runs now, and
/// why. Lives on the executor's thread and longer than anything made with it.
class Kernel
{
public:
    /// Without an observer, the installed ObserverSource may bring one.
    explicit Kernel(Executor &executor, Observer *observer = nullptr);
    ~Kernel();
    Kernel(const Kernel &) = delete;
    Kernel &operator=(const Kernel &) = delete;

    Executor &executor() { return m_executor; }
    Observer *observer() const { return m_observer; }
    bool isObserved() const { return m_observer; }

    /// A new entity, child of whoever runs now (or of `parent`), at the current position.
    EntityId spawn(EntityKind kind, const QString &label, EntityId parent = EntityId::None)
    {
        return spawn(kind, label, parent, m_position);
    }
    /// Like spawn(), at a position of its own.
    EntityId spawn(EntityKind kind, const QString &label, EntityId parent, const Position &position)
    {
        const EntityId id{m_nextEntity++};
        if (m_observer) [[unlikely]]
            tellBirth(id, kind, label, parent, position);
        return id;
    }

    EventId announce(EventKind kind, EntityId entity) { return announce(kind, entity, Messages()); }
    EventId announce(EventKind kind, EntityId entity, const Messages &values)
    {
        return m_observer && entity != EntityId::None ? tell(kind, entity, values) : m_cause;
    }
    EventId announce(Announcement announcement);

    /// A trigger was called though its step or segment has settled: nothing follows from that but this event.
    void announceIgnored(EntityId entity, const Messages &values, bool isFailure);

    /// Records a line that the program writes, as whoever runs now.
    void log(const QString &line, bool error = false);

    /// Who runs now: None outside of user code. Kept for the record: where nobody observes it may not be known.
    EntityId running() const { return m_running; }
    /// The event that led to what runs now.
    EventId cause() const { return m_cause; }
    void setCause(EventId cause) { m_cause = cause; }

    /// Where in the program text the next announcement belongs; the languages' faces keep it up to date.
    Position position() const { return m_position; }
    void setPosition(Position position) { m_position = position; }

    /// The place of a C++ call; unknown when nobody observes.
    Position positionOf(const std::source_location &location);

    /// The queue that new sequences get their ticks from; null is the executor's own.
    TickQueue *tickQueue() const { return m_tickQueue; }
    void setTickQueue(TickQueue *queue) { m_tickQueue = queue; }
    /// A new one, which lives as long as the kernel.
    TickQueue *addTickQueue();

    /// An error that nobody handled goes to the host: a single value, or a wrapper of several.
    using Reporter = std::function<void(const Messages &errors, EntityId sequence)>;
    void setReporter(Reporter reporter) { m_reporter = std::move(reporter); }
    void report(const Messages &errors, EntityId sequence);

    /// What a new sequence begins with when messages are its arguments: a language may take some of them for steps or
    /// sequences. Without one, they are emitted.
    using Beginning = std::function<void(SequenceCore &sequence, const Messages &messages)>;
    const Beginning &beginning() const { return m_beginning; }
    void setBeginning(Beginning beginning) { m_beginning = std::move(beginning); }

    /// Sequences that the program made and that have a step which never completed, oldest first.
    std::vector<EntityId> unsettled() const;

private:
    EventId tell(EventKind kind, EntityId entity, const Messages &values);
    void tellBirth(EntityId id, EntityKind kind, const QString &label, EntityId parent, const Position &position);
    friend class Slice;
    friend class Flow;
    friend class ChannelCore;
    friend class SpawnedTask;
    Executor &m_executor;
    ObserverSource *m_source = nullptr; ///< That brought the observer.
    Observer *m_observer;
    Reporter m_reporter;
    Beginning m_beginning;
    Position m_position;
    QHash<const char *, quint32> m_files; ///< Of C++ calls.
    quint32 m_nextEntity = 2;
    EntityId m_running = EntityId::None;
    EventId m_cause = EventId::None;
    TickQueue *m_tickQueue = nullptr;
    std::vector<Ref<Runnable>> m_tickQueues;
    Flow *m_newest = nullptr; ///< Of all flows that live, a list through Flow::m_older.
    ChannelCore *m_newestChannel = nullptr; ///< Likewise.
    SpawnedTask *m_newestTask = nullptr; ///< Of those that have not ended.
};

/// Sequences that are made while it lives get their ticks from `queue`.
class TickQueueScope
{
public:
    TickQueueScope(Kernel &kernel, TickQueue *queue) : m_kernel(kernel), m_before(kernel.tickQueue())
    {
        kernel.setTickQueue(queue);
    }
    TickQueueScope(const TickQueueScope &) = delete;
    TickQueueScope &operator=(const TickQueueScope &) = delete;
    ~TickQueueScope() { m_kernel.setTickQueue(m_before); }

private:
    Kernel &m_kernel;
    TickQueue *m_before;
};

/// A stretch in which `entity` runs user code. Announces its begin and end, and is the current entity and cause between.
class Slice
{
public:
    /// `kind` is Started, Resumed or Fired. With entity None nothing is announced and who runs stays as it is.
    Slice(Kernel &kernel, EventKind kind, EntityId entity, EventId cause, const Messages &values);
    Slice(Kernel &kernel, EventKind kind, EntityId entity, EventId cause)
        : Slice(kernel, kind, entity, cause, Messages())
    {
    }
    Slice(const Slice &) = delete;
    Slice &operator=(const Slice &) = delete;
    /// Ends the slice as suspended instead of returned.
    void suspends(WaitReason reason, EntityId other = EntityId::None, quint32 count = 0);
    /// What was given to the outside with the suspension.
    void suspendsWith(const Messages &values) { m_values = values; }
    /// The place where it was suspended, if that is not where the slice began.
    void setPosition(Position position) { m_position = position; }
    EntityId entity() const { return m_entity; }
    /// Announces the end now; the destructor does otherwise.
    void end()
    {
        if (m_ended)
            return;
        m_ended = true;
        if (m_kernel.isObserved())
            announceEnd();
        m_kernel.m_running = m_before;
        m_kernel.m_cause = m_causeBefore;
    }
    ~Slice() { end(); }

private:
    void announceEnd();

    Kernel &m_kernel;
    EntityId m_entity;
    EntityId m_before;
    EventId m_causeBefore;
    Position m_position;
    Messages m_values;
    WaitReason m_reason = WaitReason::None;
    EntityId m_other = EntityId::None;
    quint32 m_count = 0;
    bool m_ended = false;
};

inline Slice::Slice(Kernel &kernel, EventKind kind, EntityId entity, EventId cause, const Messages &values)
    : m_kernel(kernel), m_entity(entity), m_before(kernel.m_running), m_causeBefore(kernel.m_cause),
      m_position(kernel.m_position)
{
    kernel.m_cause = cause;
    if (entity == EntityId::None)
        return;
    kernel.m_running = entity;
    if (kernel.isObserved())
        kernel.m_cause = kernel.announce(kind, entity, values);
}

/// Runs a callable once in a batch.
class CallbackJob : public Runnable
{
public:
    explicit CallbackJob(std::function<void(EventId)> callback, EntityId entity = EntityId::None)
        : m_callback(std::move(callback)), m_entity(entity)
    {
    }
    void run(EventId cause) override { m_callback(cause); }
    EntityId entity() const override { return m_entity; }

private:
    std::function<void(EventId)> m_callback;
    EntityId m_entity;
};

} // namespace asq
