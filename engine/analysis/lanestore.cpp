#include "analysis/lanestore.h"

#include <algorithm>
#include <bit>
#include <numeric>

// Why segments: arrays that only grow are copied as they grow, and a list for each of millions of entities costs more than
// what is in it. Why 65,536 events: positions within take two bytes, and a lane that is in all of them is put together by
// a search in each, a thousand at a hundred million events. Entities that come and go are in one or two, which stand beside
// the entity.
namespace asq::analysis {

using trace::EntityId;
using trace::Event;
using trace::EventId;
using trace::Trace;

namespace {

constexpr quint32 EventsOfSegment = 1u << 16;
constexpr quint32 EventsOfBlock = 1u << 12;
constexpr quint8 NoChange = 0xFF;

// From one severity to another.
struct Change {
    quint8 before = 0;
    quint8 after = NoChange;
};

} // namespace

LaneStore::Touched &LaneStore::touch(EntityId entity)
{
    const std::size_t number = index(entity);
    if (m_place.size() <= number) {
        const std::size_t size = std::max(number + 1, m_place.size() + m_place.size() / 4);
        m_place.resize(size);
        m_spanCounts.resize(size);
        m_firstSegments.resize(size);
        m_lastSegments.resize(size);
    }
    quint32 &place = m_place[number];
    if (place >= m_touched.size() || m_touched[place].entity != number) {
        place = quint32(m_touched.size());
        m_touched.push_back({quint32(number), 0, 0});
    }
    Touched &touched = m_touched[place];
    const quint32 offset = quint32(m_eventCount) % EventsOfSegment;
    touched.blocks = quint16(touched.blocks | 1u << (offset / EventsOfBlock));
    return touched;
}

void LaneStore::apply(const Event &event, State state, bool begins)
{
    Touched &touched = touch(event.entity);
    if (begins) {
        ++touched.stretches;
        m_begun.push_back(
            {m_place[index(event.entity)], quint16(quint32(m_eventCount) % EventsOfSegment), quint8(severity(state))});
    }
    if (event.other != EntityId::None && event.other != event.entity)
        touch(event.other);
    if (++m_eventCount % EventsOfSegment == 0)
        seal();
}

void LaneStore::finish()
{
    if (!m_touched.empty())
        seal();
    m_touched = {};
    m_begun = {};
    m_place = {};
}

void LaneStore::seal()
{
    const quint16 number = quint16(m_segments.size());
    std::vector<quint32> order(m_touched.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(),
              [this](quint32 a, quint32 b) { return m_touched[a].entity < m_touched[b].entity; });
    std::vector<quint32> entities;
    std::vector<quint16> blocks;
    std::vector<quint32> firsts;
    std::vector<quint16> begins(m_begun.size());
    std::vector<quint8> severities(m_begun.size());
    std::vector<quint32> next(order.size()); // By place: where its next stretch goes.
    quint32 begun = 0;
    for (const quint32 place : order) {
        const Touched &touched = m_touched[place];
        entities.push_back(touched.entity);
        blocks.push_back(touched.blocks);
        firsts.push_back(begun);
        next[place] = begun;
        begun += touched.stretches;
        if (m_lastSegments[touched.entity] == 0)
            m_firstSegments[touched.entity] = number;
        m_lastSegments[touched.entity] = quint16(number + 1);
        m_spanCounts[touched.entity] += touched.stretches;
    }
    firsts.push_back(begun);
    for (const Begun &stretch : m_begun) {
        const quint32 place = next[stretch.touched]++;
        begins[place] = stretch.offset;
        severities[place] = stretch.severity;
    }
    m_segments.push_back({m_memory.keep(entities), m_memory.keep(blocks), m_memory.keep(firsts), m_memory.keep(begins),
                          m_memory.keep(severities)});
    m_touched.clear();
    m_begun.clear();
}

qsizetype LaneStore::Segment::find(EntityId entity) const
{
    const auto found = std::lower_bound(entities.begin(), entities.end(), index(entity));
    return found == entities.end() || *found != index(entity) ? -1 : found - entities.begin();
}

qsizetype LaneStore::spanCount(EntityId entity) const
{
    return index(entity) < m_spanCounts.size() ? qsizetype(m_spanCounts[index(entity)]) : 0;
}

LaneDetail LaneStore::lane(EntityId entity) const
{
    LaneDetail lane;
    if (spanCount(entity) == 0)
        return lane;
    lane.reserve(spanCount(entity));
    for (std::size_t s = m_firstSegments[index(entity)]; s < m_lastSegments[index(entity)]; ++s) {
        const Segment &segment = m_segments[s];
        const qsizetype place = segment.find(entity);
        if (place < 0)
            continue;
        const quint32 base = quint32(s) * EventsOfSegment + 1;
        for (quint32 i = segment.firsts[std::size_t(place)]; i < segment.firsts[std::size_t(place) + 1]; ++i)
            lane.append(EventId{base + segment.begins[i]}, stateOfSeverity(segment.severities[i]));
    }
    return lane;
}

LaneDetail LaneStore::merged(const std::vector<bool> &members) const
{
    LaneMerger merger;
    std::vector<Change> changes(EventsOfSegment); // By position in the segment.
    std::vector<quint8> states(members.size(), 0); // By entity, its severity; absent is the least.
    for (std::size_t s = 0; s < m_segments.size(); ++s) {
        const Segment &segment = m_segments[s];
        std::fill(changes.begin(), changes.end(), Change());
        for (std::size_t place = 0; place < segment.entities.size(); ++place) {
            const quint32 entity = segment.entities[place];
            if (entity >= members.size() || !members[entity])
                continue;
            for (quint32 i = segment.firsts[place]; i < segment.firsts[place + 1]; ++i) {
                changes[segment.begins[i]] = {states[entity], segment.severities[i]};
                states[entity] = segment.severities[i];
            }
        }
        const quint32 base = quint32(s) * EventsOfSegment + 1;
        for (quint32 i = 0; i < EventsOfSegment; ++i) {
            if (changes[i].after != NoChange)
                merger.change(base + i, stateOfSeverity(changes[i].before), stateOfSeverity(changes[i].after));
        }
    }
    return merger.merged();
}

EventId LaneStore::nextOf(const Trace &trace, EntityId entity, EventId after) const
{
    if (index(entity) >= m_lastSegments.size())
        return EventId::None;
    const quint32 from = index(after); // As a position: the one behind it.
    const std::size_t end = m_lastSegments[index(entity)];
    for (std::size_t s = std::max<std::size_t>(from / EventsOfSegment, m_firstSegments[index(entity)]); s < end; ++s) {
        const qsizetype place = m_segments[s].find(entity);
        if (place < 0)
            continue;
        for (quint32 blocks = m_segments[s].blocks[std::size_t(place)]; blocks != 0; blocks &= blocks - 1) {
            const quint32 first = quint32(s) * EventsOfSegment + quint32(std::countr_zero(blocks)) * EventsOfBlock;
            const quint32 behind = std::min(first + EventsOfBlock, quint32(m_eventCount));
            for (quint32 i = std::max(first, from); i < behind; ++i) {
                if (takesPart(trace.event(qsizetype(i)), entity))
                    return EventId{i + 1};
            }
        }
    }
    return EventId::None;
}

EventId LaneStore::previousOf(const Trace &trace, EntityId entity, EventId before) const
{
    if (index(entity) >= m_lastSegments.size() || index(before) <= 1)
        return EventId::None;
    const quint32 to = std::min(index(before) - 1, quint32(m_eventCount)); // Behind the last position that counts.
    std::size_t s = std::min<std::size_t>((to + EventsOfSegment - 1) / EventsOfSegment, m_lastSegments[index(entity)]);
    while (s-- > m_firstSegments[index(entity)]) {
        const qsizetype place = m_segments[s].find(entity);
        if (place < 0)
            continue;
        for (quint32 blocks = m_segments[s].blocks[std::size_t(place)]; blocks != 0;) {
            const quint32 block = quint32(std::bit_width(blocks)) - 1;
            blocks &= ~(1u << block);
            const quint32 first = quint32(s) * EventsOfSegment + block * EventsOfBlock;
            for (quint32 i = std::min(first + EventsOfBlock, to); i > first; --i) {
                if (takesPart(trace.event(qsizetype(i) - 1), entity))
                    return EventId{i};
            }
        }
    }
    return EventId::None;
}

qsizetype LaneStore::bytes() const
{
    const auto bytesOf = [](const auto &list) { return qsizetype(list.capacity() * sizeof(list.front())); };
    return bytesOf(m_spanCounts) + bytesOf(m_firstSegments) + bytesOf(m_lastSegments) + bytesOf(m_segments)
        + qsizetype(m_memory.size());
}

} // namespace asq::analysis
