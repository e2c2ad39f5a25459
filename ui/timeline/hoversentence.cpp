#include "timeline/hoversentence.h"

#include "geometry/quantity.h"
#include "viewmodel/wording.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace interleave {

using asq::analysis::ProgramState;
using asq::analysis::State;
using asq::trace::EntityId;
using asq::trace::Event;
using asq::trace::EventId;
using asq::trace::index;
using asq::trace::Trace;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Timeline", text);
}

// From `first` to `end`, None being the end of the trace; nothing when no time passed.
QString howLong(const Trace &trace, EventId first, EventId end)
{
    const Event &last = end == EventId::None ? trace.events().constLast() : trace.event(end);
    const double duration = shownTime(trace, last) - shownTime(trace, trace.event(first));
    if (duration <= 0.0)
        return QString();
    return tr(", for %1").arg(durationText(duration));
}

} // namespace

QString hoverSentence(const TraceSession &session, const SceneHit &hit)
{
    const Trace &trace = session.trace();
    if (hit.entity == EntityId::None || hit.count == 0)
        return QString();
    if (hit.count > 1) {
        const QString what = hit.zone == SceneHit::Strip
            ? tr("%1 slices share this place: `%2` and others, events %3 to %4.")
            : tr("%1 stretches of `%2` share this place, events %3 to %4.");
        const quint32 last = hit.end == EventId::None ? quint32(trace.eventCount()) : index(hit.end) - 1;
        return what.arg(hit.count).arg(entityName(trace, hit.entity)).arg(index(hit.event)).arg(last);
    }
    const ProgramState state = session.stateIndex().at(hit.event);
    QString sentence = asq::analysis::describe(trace, state, hit.entity);
    if (state.entity(hit.entity).state < State::Completed)
        sentence += howLong(trace, hit.event, hit.end);
    // Who waits wants to know for whom: the next two of the chain.
    const QList<EntityId> chain = asq::analysis::waitsForChain(trace, state, hit.entity);
    for (qsizetype i = 1; i < std::min<qsizetype>(chain.size(), 3); ++i)
        sentence += QStringLiteral("; ") + asq::analysis::describe(trace, state, chain.at(i));
    return sentence + QLatin1Char('.');
}

QString rangeSentence(const TraceSession &session, EventId first, EventId last)
{
    Q_ASSERT(first != EventId::None && first <= last);
    const Trace &trace = session.trace();
    const double duration = shownTime(trace, trace.event(last)) - shownTime(trace, trace.event(first));
    QString sentence = tr("%1 events in %2").arg(countText(index(last) - index(first) + 1), durationText(duration));
    const qsizetype count = session.source().sliceCount(index(first), index(last) + 1);
    const SliceView slices = session.source().slices(index(first), index(last) + 1);
    // The one that began before is none of them.
    const qsizetype from = slices.firstFrom(index(first));
    const qsizetype asked = slices.size() - from;
    if (asked == 0)
        return sentence;
    // Who runs most: of a long stretch every n-th slice is asked.
    const qsizetype stride = asked / 20000 + 1;
    QHash<EntityId, qsizetype> runs;
    for (qsizetype i = from; i < slices.size(); i += stride)
        runs[slices.at(i).entity] += stride;
    const auto most = std::max_element(runs.cbegin(), runs.cend());
    const qsizetype share = std::min(*most, asked) * count / asked;
    sentence += tr("; `%1` runs most often, in %2 of %3 slices")
                    .arg(entityName(trace, most.key()), countText(share), countText(count));
    return sentence;
}

} // namespace interleave
