#include "geometry/axis.h"

#include <algorithm>
#include <cmath>

namespace interleave {

using asq::trace::EventId;
using asq::trace::index;
using asq::trace::Trace;

Axis::Axis(const Trace &trace, AxisKind kind) : m_trace(trace), m_kind(kind), m_programClock(trace.virtualClock())
{
    const qsizetype count = trace.eventCount();
    if (kind == AxisKind::Order) {
        m_extent = std::max(1.0, double(count));
    } else if (count > 0) {
        m_origin = clock(0);
        m_extent = std::max(1.0, double(clock(count - 1) - m_origin));
    }
}

double Axis::at(EventId event) const
{
    if (event == EventId::None)
        return 0.0;
    const qsizetype i = qsizetype(index(event)) - 1;
    return m_kind == AxisKind::Order ? double(i) : double(clock(i) - m_origin);
}

double Axis::cursorAt(EventId event) const
{
    if (event == EventId::None)
        return 0.0;
    return at(event) + (m_kind == AxisKind::Order ? 0.5 : 0.0);
}

quint32 Axis::firstFrom(double coordinate) const
{
    const qsizetype count = m_trace.eventCount();
    if (m_kind == AxisKind::Order)
        return quint32(std::clamp(std::ceil(coordinate), 0.0, double(count))) + 1;
    qsizetype low = 0;
    qsizetype high = count;
    while (low < high) {
        const qsizetype middle = low + (high - low) / 2;
        if (double(clock(middle) - m_origin) < coordinate)
            low = middle + 1;
        else
            high = middle;
    }
    return quint32(low) + 1;
}

EventId Axis::eventAt(double coordinate) const
{
    const qsizetype count = m_trace.eventCount();
    if (m_kind == AxisKind::Order)
        return EventId(quint32(std::clamp(std::floor(coordinate) + 1.0, 0.0, double(count))));
    // The last of those that share an instant, hence the next coordinate that a double can tell apart.
    return EventId(firstFrom(std::nextafter(coordinate, coordinate + 1.0)) - 1);
}

EventId Axis::nearest(double coordinate) const
{
    const EventId before = eventAt(coordinate);
    if (m_kind == AxisKind::Order || qsizetype(index(before)) >= m_trace.eventCount())
        return before;
    const EventId after = eventAt(at(EventId(index(before) + 1)));
    if (before == EventId::None)
        return coordinate < 0.0 ? before : after;
    return coordinate - at(before) <= at(after) - coordinate ? before : after;
}

} // namespace interleave
