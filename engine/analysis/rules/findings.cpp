#include "analysis/rules/findings.h"

#include "analysis/rules/rulelist.h"

#include <algorithm>
#include <array>

namespace asq::analysis {

using trace::EntityId;
using trace::EventId;

Findings::Findings() : m_rules(makeRules())
{
    // Rules ask who holds what at the end, and what was put last.
    m_usage.keepOnlyLast(1000);
}

void Findings::keep(QList<Finding> &all, const QList<Finding> &found)
{
    std::array<qsizetype, FindingKindCount> counts = {};
    for (const Finding &finding : std::as_const(all))
        ++counts.at(std::size_t(finding.kind));
    for (const Finding &finding : found) {
        if (++counts.at(std::size_t(finding.kind)) <= MostOfAKind)
            all.append(finding);
    }
}

void Findings::extend(const trace::Trace &trace)
{
    Q_ASSERT(trace.eventCount() >= m_seen);
    m_trace = trace;
    m_tree.extend(trace);
    m_usage.extend(trace);
    m_names.extend(trace);
    QList<Finding> found;
    for (; m_seen < trace.eventCount(); ++m_seen) {
        for (const std::unique_ptr<Rule> &rule : m_rules)
            rule->event(trace, EventId{quint32(m_seen + 1)}, m_names, found);
        if (!found.isEmpty())
            keep(m_found, std::exchange(found, {}));
    }
}

QList<Finding> Findings::atEnd(const ProgramState &end)
{
    Q_ASSERT(index(end.at()) == quint32(m_trace.eventCount()));
    const WaitGraph waits(m_trace, end, m_tree, m_usage, {!endedByItself(m_trace, end), nullptr});
    QList<Finding> found;
    for (const std::unique_ptr<Rule> &rule : m_rules)
        rule->end({m_trace, end, waits, m_names}, found);
    QList<Finding> all = m_found;
    keep(all, found);
    QList<Finding> sorted;
    for (const Severity severity : {Severity::Problem, Severity::Warning, Severity::Remark})
        std::copy_if(all.cbegin(), all.cend(), std::back_inserter(sorted),
                     [severity](const Finding &finding) { return finding.severity == severity; });
    return sorted;
}

QList<Finding> findingsOf(const trace::Trace &trace, const ProgramState &end)
{
    return Findings(trace).atEnd(end);
}

bool endedByItself(const trace::Trace &trace, const ProgramState &end)
{
    switch (end.entity(EntityId::Program).state) {
    case State::Completed:
    case State::Failed: return true;
    case State::Aborted:
    case State::Running: return false;
    default: return trace.remarks().isEmpty();
    }
}

} // namespace asq::analysis
