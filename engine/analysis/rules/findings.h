#pragma once

#include "analysis/rules/rule.h"

#include <memory>
#include <vector>

namespace asq::analysis {

/// All that the rules find in a recording, also while it grows.
class Findings
{
public:
    Findings();
    explicit Findings(const trace::Trace &trace) : Findings() { extend(trace); }

    /// Requires: `trace` begins with the events seen so far.
    void extend(const trace::Trace &trace);
    /// What shows in the events alone, in their order.
    const QList<Finding> &soFar() const { return m_found; }
    /// Everything, the worst first, as the run is over. `end` is the state after the last event.
    QList<Finding> atEnd(const ProgramState &end);

    /// Of each kind that many are kept.
    static constexpr qsizetype MostOfAKind = Rule::Most;

private:
    static void keep(QList<Finding> &all, const QList<Finding> &found);

    trace::Trace m_trace;
    std::vector<std::unique_ptr<Rule>> m_rules;
    QList<Finding> m_found;
    EntityTree m_tree;
    ChannelUsage m_usage;
    EntityNames m_names;
    qsizetype m_seen = 0;
};

/// The findings of a whole recording.
QList<Finding> findingsOf(const trace::Trace &trace, const ProgramState &end);

/// Whether the run ended of its own accord, so that nothing can come from outside any more: not stopped, not cut off.
bool endedByItself(const trace::Trace &trace, const ProgramState &end);

} // namespace asq::analysis
