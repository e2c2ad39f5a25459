#include "inspection.h"

#include "analysis/eventwords.h"
#include "analysis/rules/findings.h"

using namespace asq;
using trace::EntityId;
using trace::EntityKind;
using trace::Event;
using trace::EventId;

namespace {

analysis::WaitGraph::Options optionsFor(const trace::Trace &trace, const analysis::ProgramState &end)
{
    return {!analysis::endedByItself(trace, end), &end};
}

} // namespace

Inspection::Inspection(const QString &name, const trace::TraceFile &file, EventId instant)
    : fileName(name), form(file.form), trace(file.trace), at(instant), states(trace),
      end(states.at(EventId{quint32(trace.eventCount())})), state(states.at(at)), tree(trace), usage(trace),
      waits(trace, state, tree, usage, optionsFor(trace, end)), names(trace)
{
    if (!isAtEnd())
        return; // What follows is said of the whole alone.
    contradictions = trace::TraceVerifier::verify(trace);
    for (const Event &event : trace.events())
        ++counts.at(std::size_t(event.kind));
}

QString Inspection::placeOf(trace::LocationId id) const
{
    return analysis::placeWords(trace, id);
}

QList<EntityId> Inspection::waiting() const
{
    QList<EntityId> result;
    for (quint32 i = 2; i < quint32(trace.entityCount()); ++i) {
        const EntityId id{i};
        const EntityKind kind = trace.entity(id).kind;
        const bool hasCode = kind == EntityKind::Step || kind == EntityKind::Segment || kind == EntityKind::Coroutine
            || kind == EntityKind::Goroutine;
        const analysis::State now = state.entity(id).state;
        if (hasCode && (now == analysis::State::Blocked || now == analysis::State::Waiting))
            result.append(id);
    }
    return result;
}
