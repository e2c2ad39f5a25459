#include "trace/traceverifier.h"

#include <array>
#include <initializer_list>

// One pass with a little memory for each entity. A contradiction is reported where it shows and then believed, so that
// one wrong event does not bring a hundred sentences.
namespace asq::trace {

namespace {

using Kinds = quint32;

constexpr Kinds bit(EntityKind kind)
{
    return Kinds(1) << static_cast<int>(kind);
}

constexpr Kinds bits(std::initializer_list<EntityKind> kinds)
{
    Kinds result = 0;
    for (EntityKind kind : kinds)
        result |= bit(kind);
    return result;
}

constexpr Kinds anybody = (Kinds(1) << EntityKindCount) - 1;
constexpr Kinds channel = bit(EntityKind::Channel);
constexpr Kinds timer = bit(EntityKind::Timer);
constexpr Kinds program = bit(EntityKind::Program);
/// An iterable sequence can be driven by a runner.
constexpr Kinds coroutine = bits({EntityKind::Coroutine, EntityKind::Goroutine, EntityKind::IterableSequence});
constexpr Kinds stepOrSegment = bits({EntityKind::Step, EntityKind::Segment});
constexpr Kinds sequence = bits(
    {EntityKind::Sequence, EntityKind::IterableSequence, EntityKind::ReactiveSequence, EntityKind::ReactiveInstance});
/// What other tools recorded.
constexpr Kinds track = bits({EntityKind::Thread, EntityKind::Track});
constexpr Kinds whoStarts = program | stepOrSegment | coroutine | track
    | bits({EntityKind::Handler, EntityKind::ReactiveSequence, EntityKind::Outside});

/// In the order of EventKind: the second column of the table in engine/README.md.
constexpr std::array<Kinds, EventKindCount> whomItHappensTo = {
    anybody,                                                       // created
    stepOrSegment | coroutine | track | bits({EntityKind::Handler, EntityKind::Outside}), // scheduled
    whoStarts,                                                     // started
    stepOrSegment | coroutine,                                     // suspended
    stepOrSegment | coroutine,                                     // resumed
    whoStarts | timer,                                             // returned
    anybody & ~channel,                                            // completed
    anybody,                                                       // failed
    anybody,                                                       // aborted
    coroutine,                                                     // transferred
    channel,                                                       // offered
    channel,                                                       // requested
    channel,                                                       // buffered
    channel,                                                       // taken
    channel,                                                       // rendezvous
    channel,                                                       // closed
    channel,                                                       // dropped
    timer,                                                         // armed
    timer,                                                         // fired
    timer,                                                         // cancelled
    track | bits({EntityKind::ReactiveSequence, EntityKind::Outside}), // delivered
    anybody,                                                       // choice
    anybody,                                                       // logged
    program | track | bits({EntityKind::Process, EntityKind::Counter, EntityKind::Outside}), // marked
    sequence,                                                      // reported
    program,                                                       // gap
    stepOrSegment,                                                 // ignored
};

} // namespace

TraceVerifier::TraceVerifier(const Trace &trace, Options options)
    : m_trace(trace), m_options(options), m_pasts(trace.entityCount())
{
    m_pasts[index(EntityId::Program)].exists = true;
}

QList<Contradiction> TraceVerifier::verify(const Trace &trace)
{
    Options options;
    options.isWhole = trace.remarks().isEmpty();
    return verify(trace, options);
}

QList<Contradiction> TraceVerifier::verify(const Trace &trace, Options options)
{
    TraceVerifier verifier(trace, options);
    verifier.checkTables();
    for (qsizetype i = 0; i < trace.eventCount() && verifier.m_found.size() < options.most; ++i) {
        verifier.m_at = EventId{quint32(i + 1)};
        verifier.m_event = trace.event(i);
        verifier.checkEvent();
        verifier.m_before = verifier.m_event;
    }
    verifier.m_at = EventId::None;
    if (verifier.m_found.size() < options.most)
        verifier.checkEnd();
    return verifier.m_found;
}

QString TraceVerifier::toString(const Contradiction &contradiction)
{
    if (contradiction.event == EventId::None)
        return contradiction.text;
    return QStringLiteral("event %1: %2").arg(index(contradiction.event)).arg(contradiction.text);
}

void TraceVerifier::report(const QString &text)
{
    m_found.append({m_at, text});
}

QString TraceVerifier::nameOf(EntityId id) const
{
    const Entity &entity = m_trace.entity(id);
    const QString label = m_trace.string(entity.label);
    const QString kind = QLatin1String(name(entity.kind));
    return label.isEmpty() ? QStringLiteral("%1 %2").arg(kind, m_trace.spawnPath(id))
                           : QStringLiteral("%1 `%2`").arg(kind, label);
}

void TraceVerifier::checkTables()
{
    if (m_trace.entity(EntityId::Program).kind != EntityKind::Program
        || m_trace.entity(EntityId::Program).parent != EntityId::None)
        report(QStringLiteral("entity 1 is not the program"));
    for (quint32 i = 2; i < quint32(m_trace.entityCount()); ++i) {
        const Entity &entity = m_trace.entity(EntityId{i});
        if (entity.kind == EntityKind::Program)
            report(QStringLiteral("entity %1 is a second program").arg(i));
        if (index(entity.parent) >= i)
            report(QStringLiteral("the parent of entity %1 comes after it").arg(i));
        if (index(entity.label) >= quint32(m_trace.stringCount())
            || index(entity.location) >= quint32(m_trace.locations().size()))
            report(QStringLiteral("entity %1 names a string or a location that is not there").arg(i));
    }
    for (qsizetype i = 1; i < m_trace.locations().size(); ++i) {
        const quint32 file = m_trace.locations().at(i).file;
        if (!m_trace.files().isEmpty() && file >= quint32(m_trace.files().size()))
            report(QStringLiteral("location %1 is in file %2, and there are %3")
                       .arg(i)
                       .arg(file)
                       .arg(m_trace.files().size()));
    }
}

void TraceVerifier::checkEvent()
{
    if (!checkIds())
        return;
    checkTimes();
    checkExistence();
    checkKinds();
    checkFields();
    checkAbort();
    checkSlices();
    checkTimer();
    checkChannel();
    if (m_event.kind == EventKind::Gap)
        afterGap();
}

bool TraceVerifier::checkIds()
{
    if (m_event.cause >= m_at && m_event.cause != EventId::None)
        report(QStringLiteral("its cause, event %1, does not come before it").arg(index(m_event.cause)));
    if (m_event.entity == EntityId::None) {
        report(QStringLiteral("it happens to nobody"));
        return false;
    }
    return true; // That the others are in their tables, TraceBuilder makes sure of.
}

void TraceVerifier::checkTimes()
{
    if (m_at == EventId{1})
        return;
    if (m_event.programTime < m_before.programTime)
        report(QStringLiteral("the program's clock goes backwards"));
    if (m_event.realTime < m_before.realTime)
        report(QStringLiteral("the real clock goes backwards"));
}

void TraceVerifier::checkExistence()
{
    const auto mustExist = [&](EntityId id) {
        if (!past(id).exists && !m_hadGap)
            report(QStringLiteral("%1 has not been created yet").arg(nameOf(id)));
        past(id).exists = true;
    };
    if (m_event.kind == EventKind::Created) {
        const EntityId parent = m_trace.entity(m_event.entity).parent;
        if (past(m_event.entity).exists && m_event.entity != EntityId::Program)
            report(QStringLiteral("%1 exists already").arg(nameOf(m_event.entity)));
        past(m_event.entity).exists = true;
        if (parent != EntityId::None && parent < m_event.entity)
            mustExist(parent);
    } else {
        mustExist(m_event.entity);
    }
    if (m_event.other != EntityId::None)
        mustExist(m_event.other);
}

void TraceVerifier::checkKinds()
{
    const EntityKind kind = m_trace.entity(m_event.entity).kind;
    if (!(whomItHappensTo.at(std::size_t(m_event.kind)) & bit(kind)))
        report(QStringLiteral("\"%1\" does not happen to a %2 (%3)")
                   .arg(QLatin1String(name(m_event.kind)), QLatin1String(name(kind)), nameOf(m_event.entity)));
}

void TraceVerifier::checkFields()
{
    const bool isLine = m_event.kind == EventKind::Logged;
    if (m_event.kind == EventKind::Suspended && m_event.reason == WaitReason::None)
        report(QStringLiteral("%1 is suspended for no reason").arg(nameOf(m_event.entity)));
    else if (m_event.kind != EventKind::Suspended && m_event.reason != WaitReason::None
             && !(isLine && m_event.reason == WaitReason::Trigger))
        report(QStringLiteral("\"%1\" has a reason").arg(QLatin1String(name(m_event.kind))));
    if (m_event.kind == EventKind::Transferred && m_event.other == EntityId::None)
        report(QStringLiteral("control is transferred to nobody"));
}

void TraceVerifier::checkAbort()
{
    Past &subject = past(m_event.entity);
    const bool isLast = m_event.endsSlice() || m_event.kind == EventKind::Logged;
    if (subject.isAborted && !(isLast && subject.openSlices > 0))
        report(QStringLiteral("\"%1\" after %2 was aborted")
                   .arg(QLatin1String(name(m_event.kind)), nameOf(m_event.entity)));
    if (m_event.kind == EventKind::Aborted)
        subject.isAborted = true;
}

void TraceVerifier::checkSlices()
{
    Past &subject = past(m_event.entity);
    if (m_event.beginsSlice()) {
        if (subject.openSlices > 0)
            report(QStringLiteral("%1 begins to run while it runs").arg(nameOf(m_event.entity)));
        if (m_event.kind == EventKind::Resumed && !subject.isSuspended && !m_hadGap)
            report(QStringLiteral("%1 is resumed but was not suspended").arg(nameOf(m_event.entity)));
        subject.isSuspended = false;
        ++subject.openSlices;
        m_running.begin(m_event.entity, m_at);
    } else if (m_event.endsSlice()) {
        if (!m_running.contains(m_event.entity)) {
            if (!m_hadGap)
                report(QStringLiteral("%1 stops running but does not run").arg(nameOf(m_event.entity)));
        } else {
            const EntityId inside = m_running.inside(m_trace, m_event.entity);
            if (inside != EntityId::None)
                report(QStringLiteral("%1 stops running while %2 runs inside it")
                           .arg(nameOf(m_event.entity), nameOf(inside)));
            m_running.end(m_trace, m_event.entity, [this](EntityId id) { --past(id).openSlices; });
        }
        subject.isSuspended = m_event.kind == EventKind::Suspended;
    }
}

void TraceVerifier::checkTimer()
{
    Past &subject = past(m_event.entity);
    if (m_event.kind == EventKind::Armed) {
        subject.isArmed = true;
    } else if (m_event.kind == EventKind::Fired || m_event.kind == EventKind::Cancelled) {
        if (!subject.isArmed && !m_hadGap)
            report(QStringLiteral("%1 is %2 but was not armed")
                       .arg(nameOf(m_event.entity), QLatin1String(name(m_event.kind))));
        subject.isArmed = false;
    }
}

void TraceVerifier::checkChannel()
{
    Past &subject = past(m_event.entity);
    const auto leaves = [&](qsizetype &waiting, const char *what) {
        if (waiting == 0 && !m_hadGap)
            report(QStringLiteral("no %1 waits at %2").arg(QLatin1String(what), nameOf(m_event.entity)));
        waiting = std::max<qsizetype>(0, waiting - 1);
    };
    const auto mustBeOpen = [&] {
        if (subject.isClosed)
            report(QStringLiteral("\"%1\" after %2 was closed")
                       .arg(QLatin1String(name(m_event.kind)), nameOf(m_event.entity)));
    };
    switch (m_event.kind) {
    case EventKind::Offered:
        mustBeOpen();
        ++subject.offers;
        break;
    case EventKind::Requested:
        mustBeOpen();
        ++subject.requests;
        break;
    case EventKind::Buffered:
        mustBeOpen();
        ++subject.buffered;
        if (m_event.count & 1)
            leaves(subject.offers, "put");
        break;
    case EventKind::Taken:
        leaves(subject.buffered, "value");
        if ((m_event.count & 2) && subject.requests > 0)
            --subject.requests;
        break;
    case EventKind::Rendezvous:
        mustBeOpen();
        if (m_event.count & 1)
            leaves(subject.offers, "put");
        if (m_event.count & 2)
            leaves(subject.requests, "take");
        break;
    case EventKind::Closed:
        mustBeOpen();
        subject.isClosed = true;
        break;
    default: break;
    }
}

/// What was lost may have ended slices, created and armed.
void TraceVerifier::afterGap()
{
    m_hadGap = true;
    m_running.clear();
    for (Past &each : m_pasts)
        each.openSlices = 0;
}

void TraceVerifier::checkEnd()
{
    if (!m_options.isWhole)
        return;
    for (EntityId id : m_running.entities())
        report(QStringLiteral("%1 still runs at the end").arg(nameOf(id)));
}

} // namespace asq::trace
