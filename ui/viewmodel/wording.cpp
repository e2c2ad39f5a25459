#include "viewmodel/wording.h"

#include "geometry/quantity.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <array>

namespace interleave {

using namespace asq::trace;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Wording", text);
}

QString quoted(const Trace &trace, EntityId id)
{
    return QLatin1Char('`') + entityName(trace, id) + QLatin1Char('`');
}

/// " with 3, 4", or nothing when the event carries no value.
QString clause(const char *pattern, const QString &value)
{
    return value.isEmpty() ? QString() : tr(pattern).arg(value);
}

QString awaited(const Trace &trace, const Event &event)
{
    const QString other = event.other == EntityId::None ? QString() : quoted(trace, event.other);
    switch (event.reason) {
    case WaitReason::Trigger: return tr("until its trigger is called");
    case WaitReason::Turn: return tr("for its next turn");
    case WaitReason::Sequence: return other.isEmpty() ? tr("for a sequence") : tr("for sequence %1").arg(other);
    case WaitReason::Promise: return tr("for a promise");
    case WaitReason::Gate: return tr("for %1 segments").arg(event.count);
    case WaitReason::Put: return other.isEmpty() ? tr("to put") : tr("to put into %1").arg(other);
    case WaitReason::Take: return other.isEmpty() ? tr("to take") : tr("to take from %1").arg(other);
    case WaitReason::Alts: return tr("for one of %1 channel actions").arg(event.count);
    case WaitReason::Timer: return tr("for a timer");
    case WaitReason::Event: return tr("for the next event");
    case WaitReason::Next: return tr("until someone calls next");
    case WaitReason::Join: return other.isEmpty() ? tr("for others to end") : tr("for %1 to end").arg(other);
    case WaitReason::None: break;
    }
    return other.isEmpty() ? QString() : tr("on %1").arg(other);
}

QString channelSentence(const Trace &trace, const Event &event, const QString &value)
{
    const QString who = event.other == EntityId::None ? tr("Someone") : quoted(trace, event.other);
    const QString channel = quoted(trace, event.entity);
    switch (event.kind) {
    case EventKind::Offered: return tr("%1 offers %2 to %3 and queues").arg(who, value, channel);
    case EventKind::Requested: return tr("%1 asks %2 for a message and queues").arg(who, channel);
    case EventKind::Buffered: return tr("%1 puts %2 into the buffer of %3").arg(who, value, channel);
    case EventKind::Taken: return tr("%1 takes %2 from %3").arg(who, value, channel);
    case EventKind::Rendezvous: return tr("%1 gets %2 through %3").arg(who, value, channel);
    case EventKind::Closed: return tr("%1 is closed").arg(channel);
    default: return tr("%1 loses %2").arg(channel, value);
    }
}

} // namespace

QString kindWord(EntityKind kind)
{
    static constexpr std::array<const char *, EntityKindCount> words = {
        "program", "sequence", "iterable sequence", "reactive sequence", "instance",
        "step",    "segment",  "handler",           "coroutine",         "goroutine",
        "channel", "timer",    "outside",           "process",           "thread",
        "track",   "counter"};
    return tr(words.at(std::size_t(kind)));
}

QString stateWord(asq::analysis::State state)
{
    static constexpr std::array<const char *, asq::analysis::StateCount> words = {
        "not there yet", "created", "ready", "running", "blocked", "waiting", "completed", "failed", "aborted"};
    return tr(words.at(std::size_t(state)));
}

QString entityName(const Trace &trace, EntityId id)
{
    if (id == EntityId::None)
        return tr("nobody");
    const QString label = trace.label(id);
    return label.isEmpty() ? kindWord(trace.entity(id).kind) : label;
}

QString eventSentence(const Trace &trace, EventId id)
{
    const Event &event = trace.event(id);
    const QString who = event.entity == EntityId::None ? tr("The program") : quoted(trace, event.entity);
    const QString value = trace.string(event.value);
    switch (event.kind) {
    case EventKind::Created: {
        const Entity &entity = trace.entity(event.entity);
        QString made = tr("%1 (%2) is made").arg(who, kindWord(entity.kind));
        if (entity.parent == EntityId::None)
            return made;
        // A sequence is often called as its first step is.
        return trace.label(entity.parent) == trace.label(event.entity) && !trace.label(event.entity).isEmpty()
            ? tr("%1 in the %2 of that name").arg(made, kindWord(trace.entity(entity.parent).kind))
            : tr("%1 in %2").arg(made, quoted(trace, entity.parent));
    }
    case EventKind::Scheduled: return tr("%1 may run and waits for its turn").arg(who);
    case EventKind::Started: return tr("%1 starts").arg(who) + clause(" with %1", value);
    case EventKind::Suspended:
        return tr("%1 waits %2").arg(who, awaited(trace, event)) + clause(", having yielded %1", value);
    case EventKind::Resumed: return tr("%1 goes on").arg(who) + clause(" with %1", value);
    case EventKind::Returned: return tr("%1 gives control back").arg(who);
    case EventKind::Completed: return tr("%1 completes").arg(who) + clause(" with %1", value);
    case EventKind::Failed: return tr("%1 fails").arg(who) + clause(": %1", value);
    case EventKind::Aborted: return tr("%1 is aborted").arg(who);
    case EventKind::Transferred:
        return tr("%1 passes the token to %2").arg(who, quoted(trace, event.other)) + clause(" with %1", value);
    case EventKind::Offered:
    case EventKind::Requested:
    case EventKind::Buffered:
    case EventKind::Taken:
    case EventKind::Rendezvous:
    case EventKind::Closed:
    case EventKind::Dropped: return channelSentence(trace, event, value);
    case EventKind::Armed: return tr("%1 is set to %2").arg(who, durationText(double(event.count) * 1000.0));
    case EventKind::Fired: return tr("%1 fires").arg(who);
    case EventKind::Cancelled: return tr("%1 is cancelled").arg(who);
    case EventKind::Delivered: return tr("An event reaches %1").arg(who) + clause(": %1", value);
    case EventKind::Choice: return tr("One of %1 is chosen").arg(event.count) + clause(": %1", value);
    case EventKind::Logged: return tr("%1 writes %2").arg(who, value);
    case EventKind::Marked: return tr("Mark: %1").arg(value);
    case EventKind::Reported: return tr("Nobody handles the error of %1").arg(who) + clause(": %1", value);
    case EventKind::Gap: return tr("%1 events are missing here").arg(event.count);
    case EventKind::Ignored:
        return (event.count ? tr("%1 has settled already: failing again changes nothing")
                            : tr("%1 has settled already: completing again changes nothing"))
                   .arg(who)
            + clause(", with %1", value);
    }
    return QString();
}

QString placeText(const Trace &trace, LocationId id)
{
    if (id == LocationId::Unknown)
        return QString();
    const Location &location = trace.location(id);
    if (trace.files().size() > 1 && location.file < quint32(trace.files().size()))
        return tr("%1, line %2").arg(QFileInfo(trace.files().at(location.file).name).fileName()).arg(location.line);
    return tr("line %1").arg(location.line);
}

QString withBoldNames(const QString &sentence)
{
    const QStringList parts = sentence.toHtmlEscaped().split(QLatin1Char('`'));
    QString html;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const bool name = i % 2 == 1 && i + 1 < parts.size();
        html += name ? QStringLiteral("<b>") + parts.at(i) + QStringLiteral("</b>") : parts.at(i);
    }
    return html;
}

double shownTime(const Trace &trace, const Event &event)
{
    return double(trace.virtualClock() ? event.programTime : event.realTime);
}

} // namespace interleave
