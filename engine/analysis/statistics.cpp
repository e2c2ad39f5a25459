#include "analysis/statistics.h"

#include "analysis/criticalpath.h"

#include <QHash>

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

// One pass with a little memory for each entity, beside a ProgramState that knows which put and take a channel serves.
// Values are kept and sorted when a percentile is asked for: eight bytes each, and exact. Rejected: sketches, which need
// less memory and give percentiles that a person cannot find again among the events.
namespace asq::analysis {

using trace::EntityId;
using trace::EntityKind;
using trace::Event;
using trace::EventId;
using trace::EventKind;

void Distribution::add(qint64 value)
{
    m_values.append(value);
    m_isSorted = false;
    m_total += value;
    const int bucket = value <= 1 ? 0 : int(std::bit_width(quint64(value))) - 1;
    ++m_buckets[std::size_t(bucket)];
}

qint64 Distribution::percentile(double percent) const
{
    Q_ASSERT(percent >= 0 && percent <= 100);
    if (m_values.isEmpty())
        return 0;
    if (!m_isSorted)
        std::sort(m_values.begin(), m_values.end());
    m_isSorted = true;
    const qsizetype rank = qsizetype(std::ceil(percent / 100 * double(m_values.size())));
    return m_values.at(std::clamp<qsizetype>(rank - 1, 0, m_values.size() - 1));
}

class Statistics::Pass
{
public:
    Pass(const trace::Trace &trace, Statistics &result) : m_trace(trace), m_result(result)
    {
        m_pasts.resize(std::size_t(trace.entityCount()));
    }

    void run()
    {
        for (quint32 i = 1; i <= quint32(m_trace.eventCount()); ++i) {
            const EventId id{i};
            const Event &event = m_trace.event(id);
            m_now = timeOf(m_trace, id);
            spend();
            followEntity(event);
            m_running.follow(m_trace, event, id);
            if (m_trace.entity(event.entity).kind == EntityKind::Channel)
                followChannel(event, id);
            else
                m_state.apply(m_trace, id);
        }
        for (Occupancy &occupancy : m_occupancies)
            occupancy.end(m_now);
        finish();
    }

private:
    struct Past {
        qint64 began = -1; ///< When its latency began; -1 when it did not.
        qint64 ready = -1;
    };
    /// The fill of a channel's buffer, over time.
    struct Occupancy {
        qint64 created = -1;
        qint64 changed = 0;
        double filled = 0; ///< Messages times nanoseconds.
        qsizetype now = 0;
        qsizetype position = -1; ///< In the list of channels.
        double mean = 0;
        bool isOver = false;

        void change(qint64 time, qsizetype count)
        {
            if (created < 0)
                created = changed = time;
            if (!isOver)
                filled += double(now) * double(time - changed);
            changed = time;
            now = count;
        }
        void end(qint64 time)
        {
            if (isOver)
                return;
            change(time, now);
            mean = time > created ? filled / double(time - created) : double(now);
            isOver = true;
        }
    };

    static bool hasLatency(EntityKind kind)
    {
        switch (kind) {
        case EntityKind::Sequence:
        case EntityKind::ReactiveInstance:
        case EntityKind::Step:
        case EntityKind::Segment:
        case EntityKind::Handler:
        case EntityKind::Coroutine:
        case EntityKind::Goroutine: return true;
        default: return false;
        }
    }
    static bool isMeasuredFromCreation(EntityKind kind)
    {
        return kind == EntityKind::Sequence || kind == EntityKind::ReactiveInstance;
    }

    Step &stepOf(EntityId id)
    {
        const trace::Entity &entity = m_trace.entity(id);
        const quint64 place = quint64(index(entity.label)) << 32 | index(entity.location);
        qsizetype &position = m_stepPositions[{place, quint8(entity.kind)}];
        if (position == 0) {
            m_result.m_steps.append(Step{entity.kind, entity.label, entity.location, {}, {}, 0, 0});
            position = m_result.m_steps.size();
        }
        return m_result.m_steps[position - 1];
    }

    /// The time since the event before was that of who runs.
    void spend()
    {
        if (m_running.last() != EntityId::None && hasLatency(m_trace.entity(m_running.last()).kind))
            stepOf(m_running.last()).running += m_now - m_before;
        m_before = m_now;
    }

    void followEntity(const Event &event)
    {
        Past &past = m_pasts[index(event.entity)];
        const EntityKind kind = m_trace.entity(event.entity).kind;
        switch (event.kind) {
        case EventKind::Created:
            if (isMeasuredFromCreation(kind))
                past.began = m_now;
            break;
        case EventKind::Scheduled: past.ready = m_now; break;
        case EventKind::Started:
        case EventKind::Resumed:
            if (past.ready >= 0) {
                m_result.m_queueDelay.add(m_now - past.ready);
                if (hasLatency(kind))
                    stepOf(event.entity).queueDelay.add(m_now - past.ready);
            }
            past.ready = -1;
            if (event.kind == EventKind::Started && !isMeasuredFromCreation(kind))
                past.began = m_now;
            break;
        case EventKind::Suspended: past.ready = event.reason == trace::WaitReason::Turn ? m_now : -1; break;
        case EventKind::Returned:
            if (kind == EntityKind::Handler)
                settle(event.entity, past, false);
            break;
        case EventKind::Completed:
        case EventKind::Failed: settle(event.entity, past, event.kind == EventKind::Failed); break;
        default: break;
        }
    }

    void settle(EntityId id, Past &past, bool failed)
    {
        if (past.began < 0 || !hasLatency(m_trace.entity(id).kind))
            return;
        Step &step = stepOf(id);
        step.latency.add(m_now - past.began);
        step.failures += failed ? 1 : 0;
        past.began = -1;
    }

    void followChannel(const Event &event, EventId id)
    {
        Occupancy &occupancy = m_occupancies[event.entity];
        if (occupancy.position < 0) {
            occupancy.position = m_result.m_channels.size();
            m_result.m_channels.append(Channel{event.entity, 0, 0, 0, 0, 0, {}, {}});
        }
        Channel &channel = m_result.m_channels[occupancy.position];
        if (event.kind == EventKind::Taken || event.kind == EventKind::Rendezvous) {
            ++channel.messages;
            addWait(event.entity, event.other, false, channel.takeWait);
        }
        if (event.kind == EventKind::Buffered)
            addWait(event.entity, event.other, true, channel.putWait);
        const QList<ChannelState::Offer> puts = m_state.channel(event.entity).puts;
        if (event.kind == EventKind::Rendezvous && (event.count & 1) && !puts.isEmpty())
            addWait(event.entity, puts.first().who, true, channel.putWait);
        m_state.apply(m_trace, id);
        const ChannelState after = m_state.channel(event.entity);
        occupancy.change(m_now, after.buffer.size());
        channel.mostBuffered = std::max(channel.mostBuffered, after.buffer.size());
        channel.mostPuts = std::max(channel.mostPuts, after.puts.size());
        channel.mostTakes = std::max(channel.mostTakes, after.takes.size());
        if (event.kind == EventKind::Closed)
            occupancy.end(m_now);
    }

    /// Requires: the event that serves the put or take is not applied yet.
    void addWait(EntityId channel, EntityId who, bool isPut, Distribution &waits)
    {
        const QList<ProgramState::Ask> asks = m_state.asks(who);
        const auto ask = std::find_if(asks.cbegin(), asks.cend(), [&](const ProgramState::Ask &each) {
            return each.channel == channel && each.isPut == isPut;
        });
        if (ask != asks.cend())
            waits.add(m_now - timeOf(m_trace, ask->since));
    }

    void finish()
    {
        for (const Occupancy &occupancy : std::as_const(m_occupancies))
            m_result.m_channels[occupancy.position].meanBuffered = occupancy.mean;
        std::sort(m_result.m_steps.begin(), m_result.m_steps.end(), [](const Step &a, const Step &b) {
            if (a.latency.total() != b.latency.total())
                return a.latency.total() > b.latency.total();
            return std::tuple(a.kind, a.label, a.location) < std::tuple(b.kind, b.label, b.location);
        });
    }

    const trace::Trace &m_trace;
    Statistics &m_result;
    ProgramState m_state;
    std::vector<Past> m_pasts;
    QHash<std::pair<quint64, quint8>, qsizetype> m_stepPositions; ///< From 1.
    QHash<EntityId, Occupancy> m_occupancies;
    trace::RunningList m_running;
    qint64 m_now = 0;
    qint64 m_before = 0;
};

Statistics::Statistics(const trace::Trace &trace)
{
    Pass(trace, *this).run();
}

} // namespace asq::analysis
