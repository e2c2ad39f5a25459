#include "viewmodel/tracesession.h"

#include <QtMath>

#include <algorithm>
#include <utility>

namespace interleave {

using asq::trace::EntityId;
using asq::trace::EventId;
using asq::trace::index;
using asq::trace::SourceFile;
using asq::trace::Trace;

TraceSession::TraceSession(QObject *parent) : QObject(parent) {}

void TraceSession::setCursorEvent(double event)
{
    const double last = double(trace().eventCount());
    const EventId cursor = EventId(quint32(std::clamp(std::round(qIsNaN(event) ? 0.0 : event), 0.0, last)));
    if (cursor == m_cursor)
        return;
    m_cursor = cursor;
    checkInvariants();
    Q_EMIT cursorChanged();
}

void TraceSession::setSelectedEntity(int entity)
{
    const bool exists = entity > 0 && entity < trace().entityCount();
    const EntityId selected = exists ? EntityId(quint32(entity)) : EntityId::None;
    if (selected == m_selected)
        return;
    m_selected = selected;
    Q_EMIT selectionChanged();
}

void TraceSession::setAxis(Axis axis)
{
    if (axis == m_axis)
        return;
    m_axis = axis;
    Q_EMIT axisChanged();
}

// Two recordings are told apart by their last common event, their first and their texts: a whole comparison would
// cost a pass over everything at each snapshot, and a new recording starts through resetTrace() anyway.
bool TraceSession::extends(const Trace &trace) const
{
    const Trace &now = m_recording.source.trace();
    const qsizetype count = now.eventCount();
    if (count == 0 || trace.eventCount() < count || trace.entityCount() < now.entityCount())
        return false;
    // A program that goes on may add files.
    const auto sameName = [](const SourceFile &a, const SourceFile &b) { return a.name == b.name; };
    return trace.event(0) == now.event(0) && trace.event(count - 1) == now.event(count - 1)
        && trace.files().size() >= now.files().size()
        && std::equal(now.files().begin(), now.files().end(), trace.files().begin(), sameName);
}

void TraceSession::setTrace(const Trace &trace)
{
    if (!extends(trace)) {
        resetTrace(trace);
        return;
    }
    const bool follows = index(m_cursor) == quint32(m_recording.source.trace().eventCount());
    m_recording.source.extend(trace);
    m_recording.states.extend(trace);
    m_recording.lookedThrough.reset();
    checkInvariants();
    Q_EMIT traceChanged();
    if (follows)
        setCursorEvent(double(trace.eventCount()));
}

void TraceSession::resetTrace(const Trace &trace)
{
    resetTo({TimelineSource(trace), asq::analysis::StateIndex(trace)});
}

void TraceSession::resetTo(AnalysedTrace recording)
{
    const bool cursorMoves = m_cursor != EventId::None;
    const bool selectionGoes = m_selected != EntityId::None;
    m_recording = std::move(recording);
    m_state.reset();
    m_cursor = EventId::None;
    m_selected = EntityId::None;
    ++m_recordings;
    checkInvariants();
    Q_EMIT traceChanged();
    if (cursorMoves)
        Q_EMIT cursorChanged();
    if (selectionGoes)
        Q_EMIT selectionChanged();
}

/// The last event of `trace` that is not later than the cursor.
EventId TraceSession::cursorIn(const Trace &trace) const
{
    if (m_cursor == EventId::None)
        return EventId::None;
    const qint64 time = this->trace().event(m_cursor).realTime;
    qsizetype begin = 0;
    for (qsizetype end = trace.eventCount(); begin < end;) {
        const qsizetype middle = begin + (end - begin) / 2;
        if (trace.event(middle).realTime <= time)
            begin = middle + 1;
        else
            end = middle;
    }
    return EventId{quint32(begin)};
}

/// Whoever has the same kind and label, and the like above it, as who is selected.
EntityId TraceSession::selectionIn(const Trace &trace) const
{
    const Trace &now = this->trace();
    if (m_selected == EntityId::None)
        return EntityId::None;
    QList<EntityId> way;
    for (EntityId id = m_selected; id != EntityId::None; id = now.entity(id).parent)
        way.prepend(id);
    EntityId found = EntityId::None;
    for (const EntityId sought : std::as_const(way)) {
        const EntityId parent = std::exchange(found, EntityId::None);
        for (quint32 i = index(parent) + 1; i < quint32(trace.entityCount()) && found == EntityId::None; ++i) {
            const asq::trace::Entity &each = trace.entity(EntityId{i});
            if (each.parent == parent && each.kind == now.entity(sought).kind
                && trace.label(EntityId{i}) == now.label(sought))
                found = EntityId{i};
        }
        if (found == EntityId::None)
            return found;
    }
    return found;
}

void TraceSession::goOnWith(AnalysedTrace recording)
{
    if (!extends(recording.source.trace())) {
        const EventId cursor = cursorIn(recording.source.trace());
        const EntityId selected = selectionIn(recording.source.trace());
        resetTo(std::move(recording));
        setCursorEvent(double(index(cursor)));
        setSelectedEntity(int(index(selected)));
        return;
    }
    m_recording = std::move(recording);
    m_state.reset(); // It shares memory with the states that are gone, and those with nobody.
    checkInvariants();
    Q_EMIT traceChanged();
}

const asq::analysis::ProgramState &TraceSession::state() const
{
    if (m_state && m_state->at() == m_cursor)
        return *m_state;
    if (m_state && index(m_state->at()) + 1 == index(m_cursor))
        m_state->apply(trace(), m_cursor);
    else
        m_state = stateIndex().at(m_cursor);
    return *m_state;
}

void TraceSession::checkInvariants() const
{
    Q_ASSERT(index(m_cursor) <= quint32(trace().eventCount()));
    Q_ASSERT(index(m_selected) < quint32(trace().entityCount()) || m_selected == EntityId::None);
    source().checkInvariants();
}

} // namespace interleave
