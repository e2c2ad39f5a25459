#include "viewmodel/inspector.h"

#include "geometry/quantity.h"
#include "viewmodel/wording.h"

#include <algorithm>
#include <array>

namespace interleave {

using namespace asq::trace;
using asq::analysis::EntityState;
using asq::analysis::State;

namespace {

constexpr qsizetype ShownCauses = 12;
constexpr qsizetype ShownLive = 40;

/// Steps and coroutines have a life of their own; a sequence or a channel is told of through them.
bool hasOwnLife(EntityKind kind)
{
    switch (kind) {
    case EntityKind::Step:
    case EntityKind::Segment:
    case EntityKind::Handler:
    case EntityKind::Coroutine:
    case EntityKind::Goroutine:
    case EntityKind::Timer:
    case EntityKind::ReactiveSequence: return true;
    default: return false;
    }
}

bool isLive(State state)
{
    return state == State::Ready || state == State::Running || state == State::Blocked || state == State::Waiting;
}

} // namespace

Inspector::Inspector(QObject *parent) : QObject(parent) {}

void Inspector::setSession(TraceSession *session)
{
    if (!m_session.follow(this, session, &Inspector::update, &Inspector::update))
        return;
    if (session)
        connect(session, &TraceSession::selectionChanged, this, &Inspector::update);
    Q_EMIT sessionChanged();
}

void Inspector::update()
{
    m_facts.show(hasEntity() ? entityFacts() : programFacts());
    m_causes.show(causeFacts());
    m_live.show(m_session.get(), hasEntity() ? QList<EntityId>() : liveEntities());
    updateChain();
    Q_EMIT changed();
}

bool Inspector::hasEntity() const
{
    return m_session && m_session->selection() != EntityId::None;
}

QString Inspector::title() const
{
    return hasEntity() ? entityName(m_session->trace(), m_session->selection()) : tr("Program");
}

QString Inspector::kind() const
{
    return hasEntity() ? kindWord(m_session->trace().entity(m_session->selection()).kind) : QString();
}

int Inspector::hue() const
{
    return hasEntity() ? m_session->chip(m_session->selection()) : 0;
}

int Inspector::status() const
{
    return hasEntity() ? int(m_session->state().entity(m_session->selection()).state) : int(State::Absent);
}

QString Inspector::stateText() const
{
    return hasEntity() ? stateWord(m_session->state().entity(m_session->selection()).state) : QString();
}

QString Inspector::sentence() const
{
    if (!m_session || m_session->eventCount() == 0)
        return QString();
    if (hasEntity())
        return withBoldNames(asq::analysis::describe(m_session->trace(), m_session->state(), m_session->selection()));
    const QList<EntityId> &running = m_session->state().running().entities();
    if (m_session->cursor() == EventId::None)
        return tr("Nothing has happened yet.");
    if (!running.isEmpty())
        return withBoldNames(tr("`%1` runs.").arg(entityName(m_session->trace(), running.last())));
    const qsizetype waiting = m_live.count();
    return waiting == 0 ? tr("Nobody runs and nobody waits.") : tr("Nobody runs; %n are alive.", nullptr, int(waiting));
}

QString Inspector::happening() const
{
    if (!m_session || m_session->cursor() == EventId::None)
        return QString();
    return withBoldNames(eventSentence(m_session->trace(), m_session->cursor()));
}

QList<FactModel::Fact> Inspector::entityFacts() const
{
    const Trace &trace = m_session->trace();
    const EntityId id = m_session->selection();
    const Entity &entity = trace.entity(id);
    const EntityState state = m_session->state().entity(id);
    QList<FactModel::Fact> facts;
    if (state.value != StringId::Empty)
        facts.append({tr("Value"), trace.string(state.value), 0, 0});
    if (state.since != EventId::None && state.state != State::Absent) {
        const double now = m_session->cursor() == EventId::None ? 0
                                                                : shownTime(trace, trace.event(m_session->cursor()));
        const double since = shownTime(trace, trace.event(state.since));
        facts.append({tr("Since"), tr("event %1, %2 ago").arg(index(state.since)).arg(durationText(now - since)),
                      int(index(state.since)), 0});
    }
    if (state.location != LocationId::Unknown)
        facts.append({tr("At"), placeText(trace, state.location), 0, 0});
    if (entity.location != LocationId::Unknown && entity.location != state.location)
        facts.append({tr("Made at"), placeText(trace, entity.location), 0, 0});
    if (entity.parent != EntityId::None)
        facts.append({tr("Part of"), entityName(trace, entity.parent), 0, 0});
    if (entity.kind == EntityKind::Channel) {
        const asq::analysis::ChannelState channel = m_session->state().channel(id);
        QStringList buffer;
        for (const StringId value : channel.buffer)
            buffer.append(trace.string(value));
        facts.append({tr("Holds"), buffer.isEmpty() ? tr("nothing") : buffer.join(QStringLiteral(", ")), 0, 0});
        for (const asq::analysis::ChannelState::Offer &offer : channel.puts)
            facts.append(
                {tr("Put waits"), tr("%1 from %2").arg(trace.string(offer.value), entityName(trace, offer.who)), 0, 0});
        for (const EntityId who : channel.takes)
            facts.append({tr("Take waits"), entityName(trace, who), 0, 0});
    }
    facts.append({tr("Path"), trace.spawnPath(id), 0, 0});
    return facts;
}

QList<FactModel::Fact> Inspector::programFacts() const
{
    if (!m_session || m_session->eventCount() == 0)
        return {};
    const Trace &trace = m_session->trace();
    std::array<int, asq::analysis::StateCount> counts = {};
    for (quint32 i = 2; i < quint32(trace.entityCount()); ++i)
        if (hasOwnLife(trace.entity(EntityId(i)).kind))
            ++counts.at(std::size_t(m_session->state().entity(EntityId(i)).state));
    QList<FactModel::Fact> facts;
    for (const State state : {State::Running, State::Ready, State::Blocked, State::Waiting, State::Completed,
                              State::Failed, State::Aborted})
        if (const int count = counts.at(std::size_t(state)))
            facts.append({stateWord(state), QString::number(count), 0, 0});
    facts.append({tr("lines written"), QString::number(m_session->state().logCount()), 0, 0});
    return facts;
}

QList<FactModel::Fact> Inspector::causeFacts() const
{
    if (!m_session || m_session->cursor() == EventId::None)
        return {};
    const Trace &trace = m_session->trace();
    EventId event = m_session->cursor();
    if (hasEntity()) {
        event = m_session->state().entity(m_session->selection()).since;
        if (event == EventId::None)
            return {};
    }
    QList<FactModel::Fact> facts;
    for (event = trace.event(event).cause; event != EventId::None && facts.size() < ShownCauses;
         event = trace.event(event).cause)
        facts.append({QString::number(index(event)), withBoldNames(eventSentence(trace, event)), int(index(event)),
                      m_session->chip(trace.event(event).entity)});
    return facts;
}

QList<EntityId> Inspector::liveEntities() const
{
    QList<EntityId> live;
    if (!m_session)
        return live;
    const Trace &trace = m_session->trace();
    for (quint32 i = 2; i < quint32(trace.entityCount()) && live.size() < ShownLive; ++i)
        if (hasOwnLife(trace.entity(EntityId(i)).kind) && isLive(m_session->state().entity(EntityId(i)).state))
            live.append(EntityId(i));
    return live;
}

void Inspector::updateChain()
{
    QList<EntityId> chain;
    m_cycle = false;
    if (hasEntity()) {
        chain = asq::analysis::waitsForChain(m_session->trace(), m_session->state(), m_session->selection());
        if (!chain.isEmpty() && chain.first() == m_session->selection())
            chain.removeFirst();
        m_cycle = !chain.isEmpty()
            && (chain.last() == m_session->selection() || chain.indexOf(chain.last()) != chain.size() - 1);
    }
    m_chain.show(m_session.get(), chain);
}

QString Inspector::allText() const
{
    QStringList lines = {title(), kind(), stateText(), sentence(), happening()};
    for (const FactModel::Fact &fact : m_facts.facts())
        lines.append(fact.name + QStringLiteral(": ") + fact.value);
    for (const EntityListModel *model : {&m_chain, &m_live})
        for (int row = 0; row < model->count(); ++row)
            lines.append(model->data(model->index(row), EntityListModel::SentenceRole).toString());
    for (const FactModel::Fact &fact : m_causes.facts())
        lines.append(fact.name + QLatin1Char(' ') + fact.value);
    return lines.join(QLatin1Char('\n'));
}

} // namespace interleave
