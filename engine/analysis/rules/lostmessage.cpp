#include "analysis/rules/rulelist.h"

#include <QHash>

// A message that was put and that nobody can take any more: its channel was closed, or the run that it belonged to
// ended, while the message was in the buffer or its put waited.
namespace asq::analysis {

using trace::EntityId;
using trace::Event;
using trace::EventId;
using trace::EventKind;
using trace::Trace;

namespace {

class LostMessageRule final : public Rule
{
public:
    void event(const Trace &trace, EventId id, const EntityNames &names, QList<Finding> &found) override
    {
        const Event &event = trace.event(id);
        if (event.kind == EventKind::Closed)
            m_closed[event.entity] = id;
        if (event.kind != EventKind::Dropped)
            return;
        Finding finding{FindingKind::LostMessage, Severity::Warning, {event.entity}, {id}, {}};
        const EventId closed = m_closed.value(event.entity, EventId::None);
        if (event.other != EntityId::None)
            finding.entities.append(event.other);
        if (closed != EventId::None)
            finding.events.append(closed);
        const QString message = event.value == trace::StringId::Empty
            ? QStringLiteral("A message")
            : QLatin1String("The message ") + trace.string(event.value);
        finding.explanation = QStringLiteral("%1 was lost in %2: ").arg(message, names(event.entity))
            + (closed != EventId::None ? QStringLiteral("the channel was closed before anybody took it.")
                                       : QStringLiteral("its run ended before anybody took it."));
        if (event.other != EntityId::None)
            finding.explanation += QStringLiteral(" %1 had put it.").arg(names(event.other));
        found.append(finding);
    }

private:
    QHash<EntityId, EventId> m_closed;
};

} // namespace

std::unique_ptr<Rule> lostMessageRule()
{
    return std::make_unique<LostMessageRule>();
}

} // namespace asq::analysis
