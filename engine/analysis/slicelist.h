#pragma once

#include "trace/runninglist.h"
#include "trace/trace.h"

#include <QList>

#include <optional>

namespace asq::analysis {

/// A stretch in which one entity has the processor. Nested slices cut the outer one in two, so slices
/// never overlap and are in the order of events: the interleaving strip.
struct Slice {
    trace::EntityId entity = trace::EntityId::None;
    trace::EventId begin = trace::EventId::None;
    trace::EventId end = trace::EventId::None; ///< None: still running at the end of the trace.
    friend bool operator==(const Slice &, const Slice &) = default;
};

/// Slices as events make them: what begins inside another cuts it in two, so they never overlap.
class SliceList
{
public:
    /// From the beginning of a trace.
    SliceList() = default;
    /// From an instant on at which these run; `open` is the slice that goes on there, if one does.
    SliceList(const trace::RunningList &running, const std::optional<Slice> &open);

    /// Requires: events come in their order.
    void apply(const trace::Trace &trace, const trace::Event &event, trace::EventId id);

    const QList<Slice> &list() const { return m_slices; }
    /// Whoever has the processor behind the last event.
    std::optional<Slice> open() const;
    /// Forgets all slices but the one that goes on.
    void forgetEnded();

private:
    void closeLast(trace::EventId id);

    QList<Slice> m_slices;
    trace::RunningList m_running;
};

} // namespace asq::analysis
