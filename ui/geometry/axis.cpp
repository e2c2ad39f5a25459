#include "geometry/axis.h"

#include <algorithm>
#include <cmath>

namespace interleave {

using asq::trace::EventId;
using asq::trace::index;
using asq::trace::Trace;

Axis::Axis(const Trace &trace, AxisKind kind) : m_kind(kind)
{
    extend(trace);
}

void Axis::extend(const Trace &trace)
{
    m_trace = trace;
    if (m_programClock != trace.virtualClock())
        m_instants.clear();
    m_programClock = trace.virtualClock();
    const qsizetype count = trace.eventCount();
    if (m_kind == AxisKind::Order) {
        m_extent = std::max(1.0, double(count));
    } else if (count > 0) {
        m_origin = clock(0);
        m_extent = std::max(1.0, double(clock(count - 1) - m_origin));
        for (qsizetype i = qsizetype(m_instants.size()) * Spacing; i < count; i += Spacing)
            m_instants.push_back(clock(i) - m_origin);
    }
}

double Axis::at(EventId event) const
{
    if (event == EventId::None)
        return 0.0;
    const qsizetype i = qsizetype(index(event)) - 1;
    return m_kind == AxisKind::Order ? double(i) : double(clock(i) - m_origin);
}

double Axis::roughlyAt(EventId event, double tolerance) const
{
    if (m_kind == AxisKind::Order || event == EventId::None || !m_trace.store())
        return at(event);
    const std::size_t sample = std::size_t(index(event) - 1) / std::size_t(Spacing);
    const double from = double(m_instants[sample]);
    const double to = sample + 1 < m_instants.size() ? double(m_instants[sample + 1]) : m_extent;
    return to - from <= tolerance ? from : at(event);
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
    // Among every sixteenth first, which lie together in memory.
    const qsizetype sample = std::partition_point(m_instants.begin(), m_instants.end(),
                                                  [&](qint64 instant) { return double(instant) < coordinate; })
        - m_instants.begin();
    return firstBetween(coordinate, std::max<qsizetype>(0, sample - 1) * Spacing, std::min(count, sample * Spacing));
}

// The same, when it is known that what stands before `low` is before `coordinate`, and `high` is not.
quint32 Axis::firstBetween(double coordinate, qsizetype low, qsizetype high) const
{
    while (low < high) {
        const qsizetype middle = low + (high - low) / 2;
        if (double(clock(middle) - m_origin) < coordinate)
            low = middle + 1;
        else
            high = middle;
    }
    return quint32(low) + 1;
}

std::vector<quint32> Axis::columns(double begin, double step, int count) const
{
    std::vector<quint32> edges;
    edges.reserve(std::size_t(count) + 1);
    if (m_kind == AxisKind::Order) {
        for (int i = 0; i <= count; ++i)
            edges.push_back(firstFrom(begin + i * step));
        return edges;
    }
    // Each sample is looked for where the one before makes it likely: about as many samples further as that one was.
    const qsizetype samples = qsizetype(m_instants.size());
    const qsizetype events = m_trace.eventCount();
    qsizetype sample = 0;
    qsizetype stride = std::max<qsizetype>(1, samples / 2);
    for (int i = 0; i <= count; ++i) {
        const double coordinate = begin + i * step;
        const auto before = [&](qsizetype at) { return double(m_instants[std::size_t(at)]) < coordinate; };
        qsizetype low = sample; // All samples before this one are before the coordinate.
        qsizetype reach = stride;
        qsizetype high = std::min(samples, low + reach);
        while (high < samples && before(high)) {
            low = high + 1;
            reach *= 2;
            high = std::min(samples, low + reach);
        }
        while (low < high) {
            const qsizetype middle = low + (high - low) / 2;
            if (before(middle))
                low = middle + 1;
            else
                high = middle;
        }
        stride = std::max<qsizetype>(1, low - sample);
        sample = low;
        const bool dense = sample > 0 && sample < samples
            && double(m_instants[std::size_t(sample)] - m_instants[std::size_t(sample - 1)]) < step;
        edges.push_back(dense ? quint32(sample * Spacing) + 1
                              : firstBetween(coordinate, std::max<qsizetype>(0, sample - 1) * Spacing,
                                             std::min(events, sample * Spacing)));
    }
    return edges;
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
