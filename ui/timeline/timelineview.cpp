#include "timeline/timelineview.h"

#include <algorithm>
#include <cmath>

namespace interleave {

using asq::trace::EntityId;
using asq::trace::EventId;
using asq::trace::index;

namespace {

const TimelineSource *nothing()
{
    static const TimelineSource source;
    return &source;
}

} // namespace

TimelineView::TimelineView(const TextMeasure &measure) : m_measure(measure), m_source(nothing()) {}

void TimelineView::setSource(const TimelineSource *source, bool newRecording)
{
    m_source = source ? source : nothing();
    m_minimapStale = true;
    m_request.hovered = EventId::None;
    if (newRecording) {
        m_request.range.reset();
        m_request.scroll = 0.0;
        m_whole = true;
    }
    if (m_whole)
        m_request.view = whole();
    checkInvariants();
}

void TimelineView::setRows(const RowList &rows)
{
    m_rows = rows;
    m_minimapStale = true;
    m_request.hoveredRow.reset();
    setScroll(m_request.scroll);
}

void TimelineView::setSize(double width, double height)
{
    m_minimapStale = m_minimapStale || width != m_request.view.width;
    m_request.height = height;
    m_request.view = m_request.view.resized(width);
    m_request.view = m_whole ? whole() : m_request.view.clamped(axis());
    setScroll(m_request.scroll);
}

void TimelineView::setAxis(AxisKind kind)
{
    if (kind == m_request.axis)
        return;
    // The events that were in view are in view again.
    const EventId first = axis().eventAt(m_request.view.begin);
    const EventId last = axis().eventAt(m_request.view.end());
    m_request.axis = kind;
    m_request.range.reset();
    m_minimapStale = true;
    if (m_whole || first == last)
        m_request.view = whole();
    else
        m_request.view = m_request.view.showing(axis().at(first), axis().endAt(last), 0.0).clamped(axis());
    checkInvariants();
}

void TimelineView::setWindow(const ViewWindow &window)
{
    m_request.view = window.clamped(axis());
    m_whole = std::abs(m_request.view.length - whole().length) < 1e-9 * whole().length;
    checkInvariants();
}

void TimelineView::setScroll(double pixels)
{
    double most = std::max(0.0, contentHeight() - bodyHeight());
    // Below pinned rows no row is cut: whole ones scroll.
    if (m_rows.pinnedCount() > 0) {
        most = std::ceil(most / TimelineMetrics::Row) * TimelineMetrics::Row;
        pixels = std::round(pixels / TimelineMetrics::Row) * TimelineMetrics::Row;
    }
    m_request.scroll = std::clamp(std::round(pixels), 0.0, most);
    checkInvariants();
}

ViewWindow TimelineView::showing(EventId first, EventId end) const
{
    const double from = axis().at(first);
    const double to = std::max(axis().endAt(end), from);
    const double margin = m_request.view.width * 0.12;
    return m_request.view.showing(from, to, margin).clamped(axis());
}

ViewWindow TimelineView::showing(EntityId entity) const
{
    const quint32 past = quint32(axis().eventCount()) + 1;
    const EventId first = m_source->nextOf(entity, EventId::None);
    if (entity == EntityId::None || first == EventId::None)
        return whole();
    const quint32 behind = index(m_source->previousOf(entity, EventId(past))) + 1;
    return showing(first, behind == past ? EventId::None : EventId(behind));
}

void TimelineView::scrollTo(int row)
{
    if (row < m_rows.pinnedCount())
        return;
    const double top = row * TimelineMetrics::Row;
    const double bottom = top + TimelineMetrics::Row;
    const double pinned = m_rows.pinnedCount() * TimelineMetrics::Row;
    if (top - pinned < m_request.scroll)
        setScroll(top - pinned - TimelineMetrics::Row);
    else if (bottom > m_request.scroll + bodyHeight())
        setScroll(bottom + TimelineMetrics::Row - bodyHeight());
}

const Minimap &TimelineView::minimap()
{
    if (m_minimapStale) {
        m_minimap = layoutMinimap(*m_source, m_rows, m_request.axis, m_request.view.width);
        m_minimapStale = false;
    }
    return m_minimap;
}

void TimelineView::checkInvariants() const
{
    Q_ASSERT(m_request.view.length > 0.0);
    Q_ASSERT(m_request.view.width > 0.0);
    Q_ASSERT(m_request.scroll >= 0.0);
}

} // namespace interleave
