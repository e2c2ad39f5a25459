#include "inspection.h"

#include "analysis/criticalpath.h"
#include "analysis/eventwords.h"
#include "analysis/lanes.h"
#include "analysis/rules/findings.h"
#include "trace/formats/textsyntax.h"
#include "trace/formats/textwriter.h"

#include <algorithm>

// The words of asq inspect, a function a section.

using namespace asq;
using analysis::shortTime;
using trace::Entity;
using trace::EntityId;
using trace::EventId;
using trace::Trace;

namespace {

constexpr qsizetype MostWaits = 100;
constexpr qsizetype MostSteps = 40;

/// "3 events", "1 event".
QString counted(qsizetype count, const char *thing)
{
    return QStringLiteral("%1 %2%3").arg(count).arg(QLatin1String(thing), QLatin1String(count == 1 ? "" : "s"));
}

QString headText(const Inspection &inspection)
{
    const Trace &trace = inspection.trace;
    QStringList entities;
    entities.append(counted(trace.eventCount(), "event"));
    entities.append(QStringLiteral("%1 %2")
                        .arg(trace.entityCount() - 1)
                        .arg(QLatin1String(trace.entityCount() == 2 ? "entity" : "entities")));
    entities.append(counted(trace.files().size(), "program text"));
    entities.append(trace.virtualClock() ? QStringLiteral("virtual clock") : QStringLiteral("real clock"));
    if (trace.eventCount() > 0)
        entities.append(trace::text::duration(trace.events().last().programTime) + QLatin1String(" long"));
    QString text = QStringLiteral("%1: %2 form, %3\n")
                       .arg(inspection.fileName, inspection.form, entities.join(QLatin1String(", ")));
    for (const QString &remark : trace.remarks())
        text += QLatin1String("remark: ") + remark + u'\n';
    for (const trace::SourceFile &file : trace.files())
        text += QStringLiteral("program text: %1, %2\n").arg(file.name, counted(file.text.count(u'\n'), "line"));
    return text;
}

QString countsText(const Inspection &inspection)
{
    QString text = QStringLiteral("\nEvents by kind\n");
    for (int kind = 0; kind < trace::EventKindCount; ++kind) {
        if (const int count = inspection.counts.at(std::size_t(kind)))
            text += QStringLiteral("  %1 %2\n").arg(count, 8).arg(QLatin1String(name(trace::EventKind(kind))));
    }
    return text;
}

/// The tree of entities, each with its state; those that wait say for what.
QString entitiesText(const Inspection &inspection)
{
    const Trace &trace = inspection.trace;
    QString text = inspection.isAtEnd()
        ? QStringLiteral("\nEntities, and their state at the end\n")
        : QStringLiteral("\nEntities, and their state after event %1\n").arg(index(inspection.at));
    const analysis::LaneTree lanes = analysis::lanes(trace);
    for (const analysis::Lane &lane : lanes) {
        if (lane.gathers)
            continue; // Those below it tell of themselves.
        const Entity &entity = trace.entity(lane.entity);
        const analysis::State state = inspection.state.entity(lane.entity).state;
        if (state == analysis::State::Absent && !inspection.isAtEnd())
            continue;
        const QString label = trace.label(lane.entity);
        QString line = QString(2 + 2 * lane.depth, u' ') + QLatin1String(name(entity.kind));
        if (!label.isEmpty())
            line += QStringLiteral(" `%1`").arg(label);
        if (const QString place = inspection.placeOf(entity.location); !place.isEmpty())
            line += QLatin1String(" at ") + place;
        line += QLatin1String(": ");
        const bool waits = state == analysis::State::Blocked || state == analysis::State::Waiting;
        if (waits || entity.kind == trace::EntityKind::Channel)
            line += analysis::describe(trace, inspection.state, lane.entity)
                        .mid(analysis::displayName(trace, lane.entity).size() + 1);
        else
            line += QLatin1String(name(state));
        text += line + u'\n';
    }
    return text;
}

QString findingsText(const Inspection &inspection)
{
    const QList<analysis::Finding> findings = analysis::findingsOf(inspection.trace, inspection.end);
    if (findings.isEmpty())
        return QStringLiteral("\nNo findings.\n");
    QString text = QStringLiteral("\nFindings\n");
    for (const analysis::Finding &finding : findings) {
        QStringList events;
        for (const EventId event : finding.events)
            events.append(QStringLiteral("#%1").arg(index(event)));
        text += QStringLiteral("  %1, %2: %3\n")
                    .arg(QLatin1String(name(finding.severity)), QLatin1String(name(finding.kind)), finding.explanation);
        QString where = events.join(QLatin1String(", "));
        if (!finding.events.isEmpty()) {
            const QString place = inspection.placeOf(inspection.trace.event(finding.events.first()).location);
            where += place.isEmpty() ? QString() : QLatin1String(" at ") + place;
        }
        if (!where.isEmpty())
            text += QLatin1String("    ") + where + u'\n';
    }
    return text;
}

QString waitsText(const Inspection &inspection)
{
    const QList<EntityId> waiting = inspection.waiting();
    const QString when = inspection.isAtEnd() ? QStringLiteral("at the end")
                                              : QStringLiteral("after event %1").arg(index(inspection.at));
    if (waiting.isEmpty())
        return QStringLiteral("\nNobody waits %1.\n").arg(when);
    QString text = QStringLiteral("\nWho waits for whom %1\n").arg(when);
    for (const EntityId id : waiting.first(std::min(waiting.size(), MostWaits))) {
        text += QLatin1String("  ") + analysis::waitSentence(inspection.waits, inspection.names, id)
            + (inspection.waits.isStuck(id) ? QLatin1String(" (for ever)\n") : QLatin1String("\n"));
    }
    if (waiting.size() > MostWaits)
        text += QStringLiteral("  and %1 more\n").arg(waiting.size() - MostWaits);
    for (const QList<EntityId> &ring : inspection.waits.cycles()) {
        QStringList names;
        for (const EntityId id : ring)
            names.append(inspection.names(id));
        names.append(names.first());
        text += QLatin1String("  circle: ") + names.join(QStringLiteral(" → ")) + u'\n';
    }
    return text;
}

/// How many of the values lie in each power of two, from the least to the largest: "▁▇▂".
QString bars(const analysis::Distribution &values)
{
    static constexpr std::array<char16_t, 9> heights = {u' ', u'▁', u'▂', u'▃', u'▄', u'▅', u'▆', u'▇', u'█'};
    const auto &buckets = values.buckets();
    const quint32 most = *std::max_element(buckets.begin(), buckets.end());
    QString text;
    for (const quint32 count : buckets)
        text += heights.at(count == 0 ? 0 : 1 + (count * 7ULL) / most);
    const QString trimmed = text.trimmed();
    return trimmed;
}

QString distributionText(const analysis::Distribution &values)
{
    QString text;
    for (const qint64 value :
         {values.smallest(), values.percentile(50), values.percentile(90), values.percentile(99), values.largest()})
        text += shortTime(value).rightJustified(8);
    return text;
}

QString statisticsText(const Inspection &inspection)
{
    const analysis::Statistics statistics(inspection.trace);
    QString text;
    if (!statistics.steps().isEmpty()) {
        text += QStringLiteral("\nTimes from start to end, by name (%1)\n")
                    .arg(inspection.trace.virtualClock() ? QStringLiteral("virtual clock")
                                                         : QStringLiteral("real clock"));
        text += QLatin1String("   count failed   least  median     p90     p99    most running  what\n");
    }
    qsizetype told = 0;
    for (const analysis::Statistics::Step &step : statistics.steps()) {
        if (step.latency.count() == 0 || ++told > MostSteps)
            break;
        const QString place = inspection.placeOf(step.location);
        text += QStringLiteral("%1%2%3%4  %5 `%6`%7  %8\n")
                    .arg(QString::number(step.latency.count()).rightJustified(8),
                         QString::number(step.failures).rightJustified(7), distributionText(step.latency),
                         shortTime(step.running).rightJustified(8), QLatin1String(name(step.kind)),
                         inspection.trace.string(step.label),
                         place.isEmpty() ? QString() : QLatin1String(" at ") + place, bars(step.latency));
    }
    const analysis::Distribution &delay = statistics.queueDelay();
    if (delay.count() > 0)
        text += QStringLiteral("\nWaiting for a turn\n%1       %2          everybody  %3\n")
                    .arg(QString::number(delay.count()).rightJustified(8), distributionText(delay), bars(delay));
    if (!statistics.channels().isEmpty())
        text += QStringLiteral(
            "\nChannels\n   taken  buffered: most    mean  waited at once: puts takes  waited (p90): a put  a "
            "take\n");
    for (const analysis::Statistics::Channel &channel : statistics.channels())
        text += QStringLiteral("%1  %2 %3  %4 %5  %6 %7  %8\n")
                    .arg(QString::number(channel.messages).rightJustified(8),
                         QString::number(channel.mostBuffered).rightJustified(14),
                         QString::number(channel.meanBuffered, 'f', 2).rightJustified(7),
                         QString::number(channel.mostPuts).rightJustified(20),
                         QString::number(channel.mostTakes).rightJustified(5),
                         shortTime(channel.putWait.percentile(90)).rightJustified(19),
                         shortTime(channel.takeWait.percentile(90)).rightJustified(8),
                         inspection.names(channel.channel));
    return text;
}

QString eventsText(const Inspection &inspection)
{
    trace::TextOptions options;
    options.numbers = true;
    options.files = false;
    return QLatin1String("\nEvents\n") + writeText(inspection.trace, options);
}

QString contradictionsText(const Inspection &inspection)
{
    if (inspection.contradictions.isEmpty())
        return QStringLiteral("\nNothing in it contradicts itself.\n");
    QString text = QStringLiteral("\nContradictions\n");
    for (const trace::Contradiction &contradiction : inspection.contradictions)
        text += QLatin1String("  ") + trace::TraceVerifier::toString(contradiction) + u'\n';
    return text;
}

QString instantText(const Inspection &inspection)
{
    QString text;
    if (inspection.at != EventId::None)
        text = QStringLiteral("\nAfter event %1: %2\n")
                   .arg(index(inspection.at))
                   .arg(eventLine(inspection, inspection.at));
    // Slices of one thread nest; threads run side by side.
    QList<EntityId> threads;
    QStringList running;
    for (const EntityId id : inspection.state.running().entities()) {
        const EntityId thread = inspection.trace.thread(id);
        const qsizetype known = threads.indexOf(thread);
        if (known >= 0) {
            running[known] += QLatin1String(", inside it ") + inspection.names(id);
        } else {
            threads.append(thread);
            running.append(inspection.names(id));
        }
    }
    return text
        + (running.isEmpty() ? QStringLiteral("Nobody runs.\n")
                             : QStringLiteral("Running: %1.\n").arg(running.join(QLatin1String("; beside it "))));
}

} // namespace

QString eventLine(const Inspection &inspection, EventId id)
{
    return shortTime(analysis::timeOf(inspection.trace, id)) + u' '
        + analysis::eventWords(inspection.trace, inspection.names, id);
}

QString inspectionText(const Inspection &inspection)
{
    if (!inspection.isAtEnd())
        return headText(inspection) + instantText(inspection) + entitiesText(inspection) + waitsText(inspection);
    return headText(inspection) + countsText(inspection) + entitiesText(inspection) + findingsText(inspection)
        + waitsText(inspection) + statisticsText(inspection) + eventsText(inspection) + contradictionsText(inspection);
}

QString whyText(const Inspection &inspection, EventId id)
{
    QString text;
    const QList<EventId> chain = analysis::Causality(inspection.trace).causes(id);
    for (const EventId event : chain)
        text += QStringLiteral("%1#%2  %3\n")
                    .arg(text.isEmpty() ? QString() : QStringLiteral("because of "))
                    .arg(index(event))
                    .arg(eventLine(inspection, event));
    return text;
}

QString pathText(const Inspection &inspection, EventId from, EventId to)
{
    const analysis::CriticalPath path = analysis::criticalPath(inspection.trace, analysis::Causality(inspection.trace),
                                                               from, to);
    if (path.legs.isEmpty())
        return QStringLiteral("Event %1 does not lead to event %2.\n").arg(index(from)).arg(index(to));
    QString text =
        QStringLiteral("%1 from event %2 to event %3\n").arg(shortTime(path.duration)).arg(index(from)).arg(index(to));
    for (const analysis::CriticalPath::Share &share : path.shares()) {
        if (share.duration == 0 && path.duration > 0)
            break;
        text += QStringLiteral("%1%2%  %3\n")
                    .arg(shortTime(share.duration).rightJustified(8),
                         QString::number(share.fraction * 100, 'f', 1).rightJustified(7),
                         inspection.names(share.entity));
    }
    text += QLatin1String("\nThe way\n");
    text += QStringLiteral("  #%1  %2\n").arg(index(from)).arg(eventLine(inspection, from));
    for (const analysis::CriticalPath::Leg &leg : path.legs)
        text += QStringLiteral("  #%1  %2  (%3 %4, %5)\n")
                    .arg(index(leg.to))
                    .arg(eventLine(inspection, leg.to), shortTime(leg.duration), QLatin1String(name(leg.activity)),
                         inspection.names(leg.entity));
    return text;
}
