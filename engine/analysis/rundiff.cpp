#include "analysis/rundiff.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

// Two comparisons. In step, event by event, the runs are the same up to the first divergence; behind it that says nothing
// more, for one exchanged turn shifts everything. So each entity's own events are compared too: code does the same unless
// it was given something else, and where entities part, and whether the first divergence leads there, is what followed
// from it. Rejected: an edit script over all events, which is quadratic just when runs differ much and calls moved what
// merely came later.
namespace asq::analysis {

using trace::Entity;
using trace::EntityId;
using trace::Event;
using trace::EventId;
using trace::EventKind;
using trace::LocationId;
using trace::Trace;

namespace {

/// Above this many pairs of lines, only what both begin and end with is matched.
constexpr qsizetype MostLinePairs = 4'000'000;

EventId eventAt(qsizetype position)
{
    return EventId{quint32(position + 1)};
}

/// By entity: its events, as the one they happen to.
QList<QList<EventId>> eventsByEntity(const Trace &trace)
{
    QList<QList<EventId>> events(trace.entityCount());
    for (qsizetype i = 0; i < trace.eventCount(); ++i)
        events[index(trace.event(i).entity)].append(eventAt(i));
    return events;
}

QList<EventId> linesOf(const Trace &trace)
{
    QList<EventId> lines;
    for (qsizetype i = 0; i < trace.eventCount(); ++i) {
        if (trace.event(i).kind == EventKind::Logged)
            lines.append(eventAt(i));
    }
    return lines;
}

/// Where an event that happened in only one of the runs stands in an order of both: none comes last.
quint32 orderOf(const RunDiff::Parting &parting)
{
    return std::min(index(parting.a) - 1, index(parting.b) - 1);
}

} // namespace

const char *name(RunDiff::Verdict verdict)
{
    static constexpr std::array<const char *, 3> names = {"same", "reordered", "different"};
    return names.at(std::size_t(verdict));
}

RunDiff::RunDiff(const Trace &a, const Trace &b)
    : m_a(a), m_b(b), m_hasSameTexts(a.files() == b.files()), m_inB(a.entityCount(), EntityId::None),
      m_inA(b.entityCount(), EntityId::None)
{
    matchEntities();
    findFirst();
    if (m_first == Parting()) {
        // Who is in one of them only has no event there.
        m_onlyInA.clear();
        m_onlyInB.clear();
        return;
    }
    compareEntities();
    findFollowing();
    compareLines();
    m_verdict = m_changes.isEmpty() && m_onlyInA.isEmpty() && m_onlyInB.isEmpty() ? Verdict::Reordered
                                                                                  : Verdict::Different;
}

/// Parents come before their children, so that one pass is enough.
void RunDiff::matchEntities()
{
    struct Key {
        EntityId parent; ///< In a.
        quint8 kind;
        QString label;
        int ordinal;
        bool operator==(const Key &) const = default;
    };
    struct Hash {
        std::size_t operator()(const Key &key) const
        {
            return qHashMulti(0, index(key.parent), key.kind, key.label, key.ordinal);
        }
    };
    std::unordered_map<Key, EntityId, Hash> inA;
    std::unordered_map<Key, int, Hash> counts;
    const auto keyOf = [&counts](const Trace &trace, EntityId id, EntityId parent) {
        const Entity &entity = trace.entity(id);
        Key key{parent, quint8(entity.kind), trace.string(entity.label), 0};
        const int ordinal = ++counts[key];
        key.ordinal = ordinal;
        return key;
    };
    for (quint32 i = 2; i < quint32(m_a.entityCount()); ++i)
        inA.emplace(keyOf(m_a, EntityId{i}, m_a.entity(EntityId{i}).parent), EntityId{i});
    counts.clear();
    m_inB[index(EntityId::Program)] = m_inA[index(EntityId::Program)] = EntityId::Program;
    for (quint32 i = 2; i < quint32(m_b.entityCount()); ++i) {
        const EntityId parent = m_b.entity(EntityId{i}).parent;
        const EntityId parentInA = m_inA.value(index(parent));
        const auto found = parentInA == EntityId::None && parent != EntityId::None
            ? inA.end()
            : inA.find(keyOf(m_b, EntityId{i}, parentInA));
        if (found == inA.end()) {
            m_onlyInB.append(EntityId{i});
            continue;
        }
        m_inA[i] = found->second;
        m_inB[index(found->second)] = EntityId{i};
    }
    for (quint32 i = 2; i < quint32(m_a.entityCount()); ++i) {
        if (m_inB.at(i) == EntityId::None)
            m_onlyInA.append(EntityId{i});
    }
}

bool RunDiff::isSamePlace(LocationId a, LocationId b) const
{
    return !m_hasSameTexts || m_a.location(a) == m_b.location(b);
}

bool RunDiff::isSame(const Event &a, const Event &b) const
{
    return a.kind == b.kind && a.reason == b.reason && a.count == b.count && m_inB.at(index(a.entity)) == b.entity
        && m_inB.at(index(a.other)) == b.other && (a.other == EntityId::None) == (b.other == EntityId::None)
        && isSamePlace(a.location, b.location) && m_a.string(a.value) == m_b.string(b.value);
}

void RunDiff::findFirst()
{
    const qsizetype common = std::min(m_a.eventCount(), m_b.eventCount());
    qsizetype i = 0;
    while (i < common && isSame(m_a.event(i), m_b.event(i)))
        ++i;
    m_first = {i < m_a.eventCount() ? eventAt(i) : EventId::None, i < m_b.eventCount() ? eventAt(i) : EventId::None};
}

void RunDiff::compareEntities()
{
    const QList<QList<EventId>> inA = eventsByEntity(m_a);
    const QList<QList<EventId>> inB = eventsByEntity(m_b);
    for (quint32 i = 1; i < quint32(m_a.entityCount()); ++i) {
        const EntityId other = m_inB.at(i);
        if (other == EntityId::None)
            continue;
        const QList<EventId> &a = inA.at(i);
        const QList<EventId> &b = inB.at(index(other));
        qsizetype position = 0;
        while (position < std::min(a.size(), b.size()) && isSame(m_a.event(a.at(position)), m_b.event(b.at(position))))
            ++position;
        if (position < a.size() || position < b.size())
            m_changes.append(
                {EntityId{i}, other, {a.value(position, EventId::None), b.value(position, EventId::None)}, false});
    }
    std::sort(m_changes.begin(), m_changes.end(),
              [](const Change &x, const Change &y) { return orderOf(x.parting) < orderOf(y.parting); });
}

void RunDiff::findFollowing()
{
    const auto reached = [](const Trace &trace, EventId from) {
        return from == EventId::None ? std::vector<bool>()
                                     : Causality(trace).reachedFrom(from, EventId{quint32(trace.eventCount())});
    };
    const std::vector<bool> inA = reached(m_a, m_first.a);
    const std::vector<bool> inB = reached(m_b, m_first.b);
    m_followingInA = std::count(inA.begin(), inA.end(), true);
    m_followingInB = std::count(inB.begin(), inB.end(), true);
    const auto follows = [](const std::vector<bool> &all, EventId first, EventId id) {
        return id != EventId::None && first != EventId::None && all[index(id) - index(first)];
    };
    for (Change &change : m_changes) {
        change.follows = follows(inA, m_first.a, change.parting.a) || follows(inB, m_first.b, change.parting.b);
    }
}

/// The longest common part of the lines, by the usual table.
void RunDiff::compareLines()
{
    const QList<EventId> a = linesOf(m_a);
    const QList<EventId> b = linesOf(m_b);
    const auto isSameLine = [&](qsizetype i, qsizetype j) {
        const Event &x = m_a.event(a.at(i));
        const Event &y = m_b.event(b.at(j));
        return x.reason == y.reason && m_a.string(x.value) == m_b.string(y.value);
    };
    qsizetype begin = 0;
    while (begin < std::min(a.size(), b.size()) && isSameLine(begin, begin))
        ++begin;
    qsizetype tail = 0;
    while (tail < std::min(a.size(), b.size()) - begin && isSameLine(a.size() - 1 - tail, b.size() - 1 - tail))
        ++tail;
    const qsizetype rows = a.size() - tail - begin;
    const qsizetype columns = b.size() - tail - begin;
    const bool isSmall = rows * columns <= MostLinePairs;
    // longest[i][j]: of the lines from i and from j on.
    std::vector<std::vector<quint32>> longest;
    if (isSmall) {
        longest.assign(std::size_t(rows + 1), std::vector<quint32>(std::size_t(columns + 1), 0));
        for (qsizetype i = rows - 1; i >= 0; --i) {
            for (qsizetype j = columns - 1; j >= 0; --j)
                longest[std::size_t(i)][std::size_t(j)] = isSameLine(begin + i, begin + j)
                    ? longest[std::size_t(i + 1)][std::size_t(j + 1)] + 1
                    : std::max(longest[std::size_t(i + 1)][std::size_t(j)],
                               longest[std::size_t(i)][std::size_t(j + 1)]);
        }
    }
    for (qsizetype i = 0, j = 0; i < rows || j < columns;) {
        if (isSmall && i < rows && j < columns && isSameLine(begin + i, begin + j)) {
            ++i;
            ++j;
        } else if (i < rows
                   && (j == columns || !isSmall
                       || longest[std::size_t(i + 1)][std::size_t(j)] >= longest[std::size_t(i)][std::size_t(j + 1)])) {
            m_lines.append({a.at(begin + i++), EventId::None});
        } else {
            m_lines.append({EventId::None, b.at(begin + j++)});
        }
    }
}

} // namespace asq::analysis
