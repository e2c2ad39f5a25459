#include "analysis/programstate.h"

#include <QSet>

// Sentences and waits-for chains. Both need the children of some entities (the segments of a gate, the steps of a
// sequence), which a trace does not index: the table is gone through once a call, and only where it is needed.
namespace asq::analysis {

using trace::Entity;
using trace::EntityId;
using trace::EntityKind;
using trace::StringId;
using trace::Trace;
using trace::WaitReason;

namespace {

bool hasEnded(State state)
{
    return state == State::Completed || state == State::Failed || state == State::Aborted;
}

bool isActive(State state)
{
    return state == State::Ready || state == State::Running || state == State::Blocked || state == State::Waiting;
}

bool isSequence(EntityKind kind)
{
    return kind == EntityKind::Sequence || kind == EntityKind::IterableSequence || kind == EntityKind::ReactiveSequence
        || kind == EntityKind::ReactiveInstance;
}

QList<EntityId> childrenOf(const Trace &trace, EntityId parent)
{
    QList<EntityId> children;
    for (quint32 i = index(parent) + 1; i < quint32(trace.entityCount()); ++i) {
        if (trace.entities().at(i).parent == parent)
            children.append(EntityId{i});
    }
    return children;
}

QString quotedLabel(const QString &label)
{
    return u'`' + label + u'`';
}

/// "3 messages", "1 message".
QString counted(qsizetype count, const char *thing, const char *things)
{
    return QStringLiteral("%1 %2").arg(count).arg(QLatin1String(count == 1 ? thing : things));
}

QString durationForPeople(quint32 microseconds)
{
    if (microseconds < 1000)
        return QStringLiteral("%1 µs").arg(microseconds);
    if (microseconds < 1'000'000)
        return QStringLiteral("%1 ms").arg(QString::number(microseconds / 1e3, 'g', 3));
    return QStringLiteral("%1 s").arg(QString::number(microseconds / 1e6, 'g', microseconds < 1'000'000'000 ? 3 : 10));
}

/// One sentence about one entity.
class Description
{
public:
    Description(const Trace &trace, const ProgramState &state, EntityId id)
        : m_trace(trace), m_state(state), m_id(id), m_kind(trace.entity(id).kind), m_entity(state.entity(id))
    {
    }

    QString predicate() const
    {
        if (m_kind == EntityKind::Channel && m_entity.state != State::Absent)
            return ofChannel();
        switch (m_entity.state) {
        case State::Absent: return QStringLiteral("is not there yet");
        case State::Created: return ofCreated();
        case State::Ready: return QStringLiteral("waits for its turn");
        case State::Running: return ofRunning();
        case State::Blocked:
        case State::Waiting: return ofWaiting();
        case State::Completed: return with(QStringLiteral("has completed"));
        case State::Failed: return with(QStringLiteral("failed"));
        case State::Aborted:
            return m_kind == EntityKind::Timer ? QStringLiteral("was cancelled") : QStringLiteral("was aborted");
        }
        return {};
    }

private:
    QString value() const { return m_trace.string(m_entity.value); }
    QString other() const { return displayName(m_trace, m_entity.other); }
    bool knowsOther() const { return m_entity.other != EntityId::None; }

    QString with(const QString &words) const
    {
        return m_entity.value == StringId::Empty ? words : words + QLatin1String(" with ") + value();
    }

    QString ofCreated() const
    {
        if (isSequence(m_kind)) {
            const QList<EntityId> children = childrenOf(m_trace, m_id);
            for (EntityId child : children) {
                if (!isActive(m_state.entity(child).state))
                    continue;
                // A sequence is often called as its first step is.
                const QString name = displayName(m_trace, child);
                const bool sameName = name == displayName(m_trace, m_id);
                return QStringLiteral("is at %1, which %2")
                    .arg(sameName ? QStringLiteral("its step of that name") : name,
                         Description(m_trace, m_state, child).predicate());
            }
        }
        if (m_kind == EntityKind::Thread || m_kind == EntityKind::Track)
            return QStringLiteral("is idle");
        return QStringLiteral("is created, and nothing has happened to it yet");
    }

    QString ofRunning() const
    {
        const EntityId inside = m_state.running().inside(m_trace, m_id);
        if (inside == EntityId::None)
            return QStringLiteral("runs");
        return QStringLiteral("runs, and inside it %1").arg(displayName(m_trace, inside));
    }

    QString ofChannel() const
    {
        const ChannelState channel = m_state.channel(m_id);
        QStringList parts;
        if (channel.closed)
            parts.append(QStringLiteral("is closed"));
        if (!channel.buffer.isEmpty())
            parts.append(QLatin1String("holds ") + counted(channel.buffer.size(), "message", "messages"));
        if (!channel.puts.isEmpty())
            parts.append(counted(channel.puts.size(), "put waits", "puts wait"));
        if (!channel.takes.isEmpty())
            parts.append(counted(channel.takes.size(), "take waits", "takes wait"));
        if (parts.isEmpty())
            return QStringLiteral("is empty, and nobody waits at it");
        if (!channel.closed && channel.buffer.isEmpty())
            parts.prepend(QStringLiteral("is empty"));
        return parts.join(QLatin1String(", "));
    }

    QString ofWaiting() const
    {
        switch (m_entity.reason) {
        case WaitReason::None: return ofWaitingWithoutReason();
        case WaitReason::Trigger:
            return knowsOther() ? QStringLiteral("waits for %1 to call its trigger").arg(other())
                                : QStringLiteral("waits for its trigger to be called");
        case WaitReason::Turn: return QStringLiteral("waits for its turn");
        case WaitReason::Sequence:
            return QLatin1String("waits for ") + (knowsOther() ? other() : QStringLiteral("another sequence"));
        case WaitReason::Promise:
            return QLatin1String("waits for ") + (knowsOther() ? other() : QStringLiteral("a promise"));
        case WaitReason::Gate: return ofGate();
        case WaitReason::Put: return ofPut();
        case WaitReason::Take:
            return QLatin1String("waits to take from ") + (knowsOther() ? other() : QStringLiteral("a channel"));
        case WaitReason::Alts: return ofAlts();
        case WaitReason::Timer: return ofTimer();
        case WaitReason::Event: return QStringLiteral("waits for its next event");
        case WaitReason::Next:
            return knowsOther() ? QStringLiteral("waits for %1 to go on").arg(other())
                                : QStringLiteral("waits for somebody to call next");
        case WaitReason::Join: return ofJoin();
        }
        return {};
    }

    QString ofWaitingWithoutReason() const
    {
        switch (m_kind) {
        case EntityKind::Timer:
            return m_entity.count == 0 ? QStringLiteral("is armed")
                                       : QStringLiteral("is armed for %1").arg(durationForPeople(m_entity.count));
        case EntityKind::Program: return QStringLiteral("waits for timers and the outside");
        case EntityKind::ReactiveSequence: return QStringLiteral("waits for its next event");
        case EntityKind::Step:
        case EntityKind::Segment: return QStringLiteral("waits for its trigger to be called");
        default: return knowsOther() ? QLatin1String("waits for ") + other() : QStringLiteral("waits for the outside");
        }
    }

    /// "waits for 1 of 2: segment 2 (request /b)".
    QString ofGate() const
    {
        QStringList awaited;
        qsizetype segments = 0;
        const QList<EntityId> children = childrenOf(m_trace, m_id);
        for (EntityId child : children) {
            const State state = m_state.entity(child).state;
            if (m_trace.entity(child).kind != EntityKind::Segment || state == State::Absent)
                continue;
            ++segments;
            if (!hasEnded(state))
                awaited.append(displayName(m_trace, child));
        }
        if (awaited.isEmpty())
            return m_entity.count > 0
                ? QStringLiteral("waits for %1").arg(counted(m_entity.count, "segment", "segments"))
                : QStringLiteral("waits for its segments");
        return QStringLiteral("waits for %1 of %2: %3")
            .arg(awaited.size())
            .arg(segments)
            .arg(awaited.join(QLatin1String(", ")));
    }

    QString ofPut() const
    {
        const QString what = m_entity.value == StringId::Empty ? QString() : value() + u' ';
        return QStringLiteral("waits to put %1into %2").arg(what, knowsOther() ? other() : QStringLiteral("a channel"));
    }

    QString ofAlts() const
    {
        QStringList options;
        const QList<ProgramState::Ask> asks = m_state.asks(m_id);
        for (const ProgramState::Ask &ask : asks) {
            if (ask.isOption)
                options.append(QLatin1String(ask.isPut ? "put into " : "take from ")
                               + displayName(m_trace, ask.channel));
        }
        if (options.isEmpty())
            return QStringLiteral("waits for the first of several channels");
        return QLatin1String("waits for the first of: ") + options.join(QLatin1String(", "));
    }

    QString ofTimer() const
    {
        if (!knowsOther())
            return QStringLiteral("waits for a timer");
        const EntityState timer = m_state.entity(m_entity.other);
        return QLatin1String("waits for ") + other()
            + (timer.count == 0 ? QString() : QStringLiteral(" (%1)").arg(durationForPeople(timer.count)));
    }

    QString ofJoin() const
    {
        QStringList awaited;
        const QList<EntityId> children = childrenOf(m_trace, m_id);
        for (EntityId child : children) {
            const EntityKind kind = m_trace.entity(child).kind;
            const State state = m_state.entity(child).state;
            if ((kind == EntityKind::Coroutine || kind == EntityKind::Goroutine) && state != State::Absent
                && !hasEnded(state))
                awaited.append(displayName(m_trace, child));
        }
        if (!awaited.isEmpty())
            return QStringLiteral("waits for %1 to end: %2")
                .arg(counted(awaited.size(), "coroutine", "coroutines"), awaited.join(QLatin1String(", ")));
        return knowsOther() ? QStringLiteral("waits for %1 to end").arg(other())
                            : QStringLiteral("waits for its coroutines to end");
    }

    const Trace &m_trace;
    const ProgramState &m_state;
    const EntityId m_id;
    const EntityKind m_kind;
    const EntityState m_entity;
};

/// What `id` waits on now, or None.
EntityId waitsOn(const Trace &trace, const ProgramState &state, EntityId id)
{
    const EntityState entity = state.entity(id);
    const EntityKind kind = trace.entity(id).kind;
    if (hasEnded(entity.state) || entity.state == State::Absent || entity.state == State::Running)
        return EntityId::None;
    if ((entity.state == State::Blocked || entity.state == State::Waiting) && entity.other != EntityId::None)
        return entity.other;
    const bool waitsOnChildren = entity.reason == WaitReason::Gate || entity.reason == WaitReason::Join;
    if (!waitsOnChildren && !isSequence(kind))
        return EntityId::None;
    const QList<EntityId> children = childrenOf(trace, id);
    for (EntityId child : children) {
        const State childState = state.entity(child).state;
        if (waitsOnChildren ? childState != State::Absent && !hasEnded(childState) : isActive(childState))
            return child;
    }
    return EntityId::None;
}

} // namespace

QString displayName(const Trace &trace, EntityId id)
{
    if (id == EntityId::None)
        return QStringLiteral("nobody");
    const Entity &entity = trace.entity(id);
    const QString label = trace.string(entity.label);
    if (entity.kind == EntityKind::Segment) {
        qsizetype position = 1;
        for (quint32 i = index(entity.parent) + 1; i < index(id); ++i) {
            const Entity &sibling = trace.entities().at(i);
            if (sibling.parent == entity.parent && sibling.kind == EntityKind::Segment)
                ++position;
        }
        const bool addsNothing = label.isEmpty() || label == QLatin1String("segment");
        return QStringLiteral("segment %1").arg(position)
            + (addsNothing ? QString() : QStringLiteral(" (%1)").arg(label));
    }
    if (!label.isEmpty())
        return quotedLabel(label);
    if (entity.kind == EntityKind::Program)
        return QStringLiteral("the program");
    return QStringLiteral("%1 %2").arg(QLatin1String(name(entity.kind)), trace.spawnPath(id));
}

QString describe(const Trace &trace, const ProgramState &state, EntityId id)
{
    Q_ASSERT(id != EntityId::None && index(id) < quint32(trace.entityCount()));
    return displayName(trace, id) + u' ' + Description(trace, state, id).predicate();
}

QList<EntityId> waitsForChain(const Trace &trace, const ProgramState &state, EntityId id)
{
    QList<EntityId> chain;
    QSet<EntityId> seen;
    while (id != EntityId::None) {
        chain.append(id);
        if (seen.contains(id))
            break;
        seen.insert(id);
        id = waitsOn(trace, state, id);
    }
    return chain;
}

} // namespace asq::analysis
