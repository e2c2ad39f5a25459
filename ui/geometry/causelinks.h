#pragma once

#include "trace/trace.h"

#include <QList>

#include <span>

namespace interleave {

/// Causes point backwards in a trace; this points forwards: the effects of each event. Made once a snapshot, linear.
class CauseLinks
{
public:
    /// One causal link.
    struct Link {
        asq::trace::EventId cause = asq::trace::EventId::None;
        asq::trace::EventId effect = asq::trace::EventId::None;
        friend bool operator==(const Link &, const Link &) = default;
    };

    CauseLinks() = default;
    explicit CauseLinks(const asq::trace::Trace &trace);

    /// In the order of events. Requires: `event` is one of the trace.
    std::span<const asq::trace::EventId> effectsOf(asq::trace::EventId event) const;
    /// The causes of `event` back to the beginning and its effects onward, at most `limit` links in each direction,
    /// nearest first.
    QList<Link> chain(asq::trace::EventId event, int limit) const;

private:
    asq::trace::Trace m_trace;
    QList<quint32> m_first; ///< By event index: where its effects begin in m_effects; one more at the end.
    QList<asq::trace::EventId> m_effects;
};

} // namespace interleave
