#include "analysis/rules/rulelist.h"

// An error that passed every step of its sequence and met no handler; and one that ended the program itself. The
// explanation goes back along the causes to where the error began.
namespace asq::analysis {

using trace::EntityId;
using trace::Event;
using trace::EventId;
using trace::EventKind;
using trace::Trace;

namespace {

class UnhandledErrorRule final : public Rule
{
public:
    void event(const Trace &trace, EventId id, const EntityNames &names, QList<Finding> &found) override
    {
        const Event &event = trace.event(id);
        const bool endsProgram = event.kind == EventKind::Failed && event.entity == EntityId::Program
            && event.value != trace::StringId::Empty;
        if (event.kind == EventKind::Reported)
            found.append(ofSequence(trace, id, names));
        else if (endsProgram)
            found.append({FindingKind::UnhandledError,
                          Severity::Problem,
                          {EntityId::Program},
                          {id},
                          QStringLiteral("The program failed: %1.").arg(trace.string(event.value))});
    }

private:
    static Finding ofSequence(const Trace &trace, EventId id, const EntityNames &names)
    {
        const Event &event = trace.event(id);
        Finding finding{FindingKind::UnhandledError, Severity::Problem, {event.entity}, {id}, {}};
        finding.explanation = QStringLiteral("Nobody handled the error of %1").arg(names(event.entity));
        if (event.value != trace::StringId::Empty)
            finding.explanation += QLatin1String(": ") + trace.string(event.value);
        finding.explanation += u'.';
        const EventId origin = firstFailure(trace, id);
        if (origin != EventId::None && trace.event(origin).entity != event.entity) {
            const Event &failure = trace.event(origin);
            finding.entities.append(failure.entity);
            finding.events.append(origin);
            finding.explanation += QStringLiteral(" It began in %1, which failed").arg(names(failure.entity));
            if (failure.location != trace::LocationId::Unknown)
                finding.explanation += QStringLiteral(" in line %1").arg(trace.location(failure.location).line);
            finding.explanation += u'.';
        }
        finding.explanation += QStringLiteral(" An error skips all steps that follow, up to a handler given with `or`; "
                                              "this sequence had none when the error arrived.");
        return finding;
    }

    /// The oldest failure among the causes of `id`.
    static EventId firstFailure(const Trace &trace, EventId id)
    {
        EventId first = EventId::None;
        for (EventId at = trace.event(id).cause; at != EventId::None; at = trace.event(at).cause) {
            if (trace.event(at).kind == EventKind::Failed)
                first = at;
        }
        return first;
    }
};

} // namespace

std::unique_ptr<Rule> unhandledErrorRule()
{
    return std::make_unique<UnhandledErrorRule>();
}

} // namespace asq::analysis
