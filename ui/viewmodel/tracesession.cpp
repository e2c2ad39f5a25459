#include "viewmodel/tracesession.h"

#include "geometry/chips.h"

#include <QtMath>

#include <algorithm>

namespace interleave {

using asq::trace::EntityId;
using asq::trace::EventId;
using asq::trace::index;
using asq::trace::Trace;

TraceSession::TraceSession(QObject *parent) : QObject(parent) {}

void TraceSession::setCursorEvent(double event)
{
    const double last = double(m_trace.eventCount());
    const EventId cursor = EventId(quint32(std::clamp(std::round(qIsNaN(event) ? 0.0 : event), 0.0, last)));
    if (cursor == m_cursor)
        return;
    m_cursor = cursor;
    checkInvariants();
    Q_EMIT cursorChanged();
}

void TraceSession::setSelectedEntity(int entity)
{
    const bool exists = entity > 0 && entity < m_trace.entityCount();
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
    const qsizetype count = m_trace.eventCount();
    if (count == 0 || trace.eventCount() < count || trace.entityCount() < m_trace.entityCount())
        return false;
    return trace.event(0) == m_trace.event(0) && trace.event(count - 1) == m_trace.event(count - 1)
        && trace.files() == m_trace.files();
}

void TraceSession::setTrace(const Trace &trace)
{
    if (!extends(trace)) {
        resetTrace(trace);
        return;
    }
    const bool follows = index(m_cursor) == m_trace.eventCount();
    m_trace = trace;
    m_spans.extend(m_trace);
    m_stateIndex.extend(m_trace);
    m_lanes = asq::analysis::lanes(m_trace);
    m_chips = chips(m_trace);
    checkInvariants();
    Q_EMIT traceChanged();
    if (follows)
        setCursorEvent(double(m_trace.eventCount()));
}

void TraceSession::resetTrace(const Trace &trace)
{
    const bool cursorMoves = m_cursor != EventId::None;
    const bool selectionGoes = m_selected != EntityId::None;
    m_trace = trace;
    m_spans = asq::analysis::Spans(m_trace);
    m_stateIndex = asq::analysis::StateIndex(m_trace);
    m_lanes = asq::analysis::lanes(m_trace);
    m_chips = chips(m_trace);
    m_state.reset();
    m_cursor = EventId::None;
    m_selected = EntityId::None;
    ++m_recording;
    checkInvariants();
    Q_EMIT traceChanged();
    if (cursorMoves)
        Q_EMIT cursorChanged();
    if (selectionGoes)
        Q_EMIT selectionChanged();
}

const asq::analysis::ProgramState &TraceSession::state() const
{
    if (m_state && m_state->at() == m_cursor)
        return *m_state;
    if (m_state && index(m_state->at()) + 1 == index(m_cursor))
        m_state->apply(m_trace, m_cursor);
    else
        m_state = m_stateIndex.at(m_cursor);
    return *m_state;
}

void TraceSession::checkInvariants() const
{
    Q_ASSERT(index(m_cursor) <= quint32(m_trace.eventCount()));
    Q_ASSERT(index(m_selected) < quint32(m_trace.entityCount()) || m_selected == EntityId::None);
    Q_ASSERT(m_spans.eventCount() == m_trace.eventCount());
}

} // namespace interleave
