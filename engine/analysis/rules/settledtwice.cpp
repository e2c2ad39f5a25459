#include "analysis/rules/rulelist.h"

#include <QSet>

#include <vector>

// A step or segment settles once. A second call of its trigger is an event of its own; a function that throws after it
// has called the trigger shows as a failure after the completion.
namespace asq::analysis {

using trace::EntityId;
using trace::EntityKind;
using trace::Event;
using trace::EventId;
using trace::EventKind;
using trace::Trace;

namespace {

class SettledTwiceRule final : public Rule
{
public:
    void event(const Trace &trace, EventId id, const EntityNames &names, QList<Finding> &found) override
    {
        const Event &event = trace.event(id);
        const EntityKind kind = trace.entity(event.entity).kind;
        if (event.kind == EventKind::Created && (kind == EntityKind::Coroutine || kind == EntityKind::Goroutine))
            m_runners.insert(trace.entity(event.entity).parent);
        if (kind != EntityKind::Step && kind != EntityKind::Segment)
            return;
        const bool settles = event.kind == EventKind::Completed || event.kind == EventKind::Failed;
        if (!settles && event.kind != EventKind::Ignored)
            return;
        if (m_settled.size() <= index(event.entity))
            m_settled.resize(std::size_t(trace.entityCount()), EventId::None);
        EventId &first = m_settled[index(event.entity)];
        if (first != EventId::None && m_runners.contains(event.entity))
            return; // Its coroutines go on after one of them failed; the program called nothing twice.
        if (first != EventId::None)
            found.append(explained(trace, first, id, names));
        else if (settles)
            first = id;
    }

private:
    static QString how(const Trace &trace, const Event &event, bool fails)
    {
        const QString verb = QLatin1String(fails ? "failed" : "completed");
        return event.value == trace::StringId::Empty
            ? verb
            : QStringLiteral("%1 with %2").arg(verb, trace.string(event.value));
    }

    static Finding explained(const Trace &trace, EventId first, EventId again, const EntityNames &names)
    {
        const Event &before = trace.event(first);
        const Event &event = trace.event(again);
        const QString name = names(event.entity);
        const QString past = how(trace, before, before.kind == EventKind::Failed);
        Finding finding{FindingKind::SettledTwice, Severity::Warning, {event.entity}, {again, first}, {}};
        if (event.kind == EventKind::Failed) {
            finding.explanation =
                QStringLiteral("%1 had already %2 when it threw: %3. Its sequence fails all the same, though what it "
                               "passed on may be used already.")
                    .arg(name, past, trace.string(event.value));
        } else {
            finding.explanation =
                QStringLiteral("The trigger of %1 was called again, as if it %2, but it had already %3. Only the first "
                               "call counts; this one changes nothing and what it passes is lost.")
                    .arg(name, how(trace, event, event.count != 0), past);
        }
        return finding;
    }

    std::vector<EventId> m_settled; ///< By entity: the event that settled it, or None.
    QSet<EntityId> m_runners;
};

} // namespace

std::unique_ptr<Rule> settledTwiceRule()
{
    return std::make_unique<SettledTwiceRule>();
}

} // namespace asq::analysis
