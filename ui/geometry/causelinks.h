#pragma once

#include "trace/trace.h"

#include <vector>

namespace interleave {

/// Causes point backwards in a trace; this points forwards: the effects of each event. Linear; goes on with a longer
/// snapshot.
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
    explicit CauseLinks(const asq::trace::Trace &trace) { extend(trace); }
    /// Requires: `trace` begins with the events seen so far.
    void extend(const asq::trace::Trace &trace);

    /// Calls `consume` with the last `limit` effects of `event`, the last first. Requires: it is one of the trace.
    template<typename Consume>
    void forEachEffect(asq::trace::EventId event, qsizetype limit, Consume consume) const
    {
        for (quint32 i = m_lastEffect[index(event)]; i != 0 && limit-- > 0; i = m_sibling[i])
            consume(asq::trace::EventId(i));
    }

private:
    std::vector<quint32> m_lastEffect = {0}; ///< By event number: its last effect, or 0.
    std::vector<quint32> m_sibling = {0}; ///< By event number: the effect of the same cause before it, or 0.
};

} // namespace interleave
