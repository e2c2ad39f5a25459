#pragma once

#include "trace/trace.h"

#include <vector>

namespace interleave {

/// Order gives every event one column; Time gives true lengths.
enum class AxisKind : quint8 { Order, Time };

/// Where events stand along the horizontal axis. Coordinates are columns (Order) or nanoseconds since the first
/// event (Time: of the program's clock when that is virtual, of the monotonic clock else). They never run backwards
/// along a trace.
class Axis
{
public:
    Axis() = default;
    Axis(const asq::trace::Trace &trace, AxisKind kind);

    /// Takes a longer snapshot of the same recording; costs what is new.
    void extend(const asq::trace::Trace &trace);

    AxisKind kind() const { return m_kind; }
    qsizetype eventCount() const { return m_trace.eventCount(); }
    /// The whole runs from 0 to here; never below 1.
    double extent() const { return m_extent; }
    /// Where what `event` begins begins: the left edge of its column, or its instant. None is 0.
    double at(asq::trace::EventId event) const;
    /// Where a span or slice ends that ends with `event`; None is the end of the whole.
    double endAt(asq::trace::EventId event) const { return event == asq::trace::EventId::None ? m_extent : at(event); }
    /// The same as at() and endAt() or up to `tolerance` before it. Of a long recording it mostly need not look into the event,
    /// which may have to be unpacked.
    double roughlyAt(asq::trace::EventId event, double tolerance) const;
    double roughlyEndAt(asq::trace::EventId event, double tolerance) const
    {
        return event == asq::trace::EventId::None ? m_extent : roughlyAt(event, tolerance);
    }
    /// Where the cursor stands for "just after `event`": in the middle of its column, or at its instant.
    double cursorAt(asq::trace::EventId event) const;
    /// The last event that stands at or before `coordinate`; None before the first. Logarithmic.
    asq::trace::EventId eventAt(double coordinate) const;
    /// The event nearest to `coordinate`, where the cursor goes when people point there; None is before everything.
    asq::trace::EventId nearest(double coordinate) const;
    /// The first event at or behind `coordinate`; one past the last event when there is none. Logarithmic.
    quint32 firstFrom(double coordinate) const;
    /// firstFrom() of begin, begin + step, … begin + count · step. Where events are dense, an edge may be wrong by less
    /// than a step. Requires: step > 0.
    std::vector<quint32> columns(double begin, double step, int count) const;

private:
    quint32 firstBetween(double coordinate, qsizetype low, qsizetype high) const;
    qint64 clock(qsizetype i) const
    {
        const asq::trace::Event &event = m_trace.event(i);
        return m_programClock ? event.programTime : event.realTime;
    }

    static constexpr qsizetype Spacing = 16;

    asq::trace::Trace m_trace;
    std::vector<qint64> m_instants; ///< Of every sixteenth event: searches go through these, which lie together.
    double m_extent = 1.0;
    qint64 m_origin = 0;
    AxisKind m_kind = AxisKind::Order;
    bool m_programClock = false;
};

} // namespace interleave
