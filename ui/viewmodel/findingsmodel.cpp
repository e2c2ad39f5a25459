#include "viewmodel/findingsmodel.h"

#include "viewmodel/wording.h"

#include <algorithm>

namespace interleave {

using namespace asq::trace;
using asq::analysis::EntityState;
using asq::analysis::State;

namespace {

constexpr qsizetype MostOfAKind = 200;

/// Whoever has code of its own and can be stuck.
bool canBeStuck(EntityKind kind)
{
    return kind == EntityKind::Coroutine || kind == EntityKind::Goroutine || kind == EntityKind::Step
        || kind == EntityKind::Segment;
}

} // namespace

FindingsModel::FindingsModel(QObject *parent) : QAbstractListModel(parent) {}

void FindingsModel::setSession(TraceSession *session)
{
    if (session == m_session)
        return;
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_recording = -1;
    if (m_session) {
        connect(m_session, &TraceSession::traceChanged, this, &FindingsModel::update);
        update();
    }
    Q_EMIT sessionChanged();
}

void FindingsModel::setEnded(bool ended)
{
    if (ended == m_ended)
        return;
    m_ended = ended;
    if (m_session)
        update();
    Q_EMIT endedChanged();
}

bool FindingsModel::hasErrors() const
{
    return std::any_of(m_findings.begin(), m_findings.end(),
                       [](const Finding &finding) { return finding.severity == Problem; });
}

void FindingsModel::update()
{
    findInEvents();
    QList<Finding> findings = m_fromEvents;
    if (m_ended)
        findAtEnd(findings);
    for (const QString &remark : m_session->trace().remarks())
        findings.append({Remark, tr("The recording"), remark.toHtmlEscaped(), EventId::None, EntityId::None});
    QList<Finding> sorted;
    for (const Severity severity : {Problem, Warning, Remark})
        std::copy_if(findings.begin(), findings.end(), std::back_inserter(sorted),
                     [severity](const Finding &finding) { return finding.severity == severity; });
    if (sorted == m_findings)
        return;
    beginResetModel();
    m_findings = sorted;
    endResetModel();
    Q_EMIT countChanged();
}

void FindingsModel::findInEvents()
{
    const Trace &trace = m_session->trace();
    if (m_recording != m_session->recording()) {
        m_recording = m_session->recording();
        m_fromEvents.clear();
        m_seen = 0;
    }
    for (; m_seen < trace.eventCount() && m_fromEvents.size() < MostOfAKind; ++m_seen) {
        const Event &event = trace.event(m_seen);
        const EventId id = EventId(quint32(m_seen + 1));
        const QString sentence = event.kind == EventKind::Reported || event.kind == EventKind::Dropped
                || event.kind == EventKind::Gap
            ? withBoldNames(eventSentence(trace, id))
            : QString();
        if (event.kind == EventKind::Reported)
            m_fromEvents.append({Problem, tr("Unhandled error"), sentence, id, event.entity});
        else if (event.kind == EventKind::Dropped)
            m_fromEvents.append({Warning, tr("Message lost"), sentence, id, event.entity});
        else if (event.kind == EventKind::Gap)
            m_fromEvents.append({Warning, tr("Gap"), sentence, id, event.entity});
    }
    m_seen = trace.eventCount();
}

void FindingsModel::findAtEnd(QList<Finding> &findings) const
{
    const Trace &trace = m_session->trace();
    if (trace.eventCount() == 0)
        return;
    const asq::analysis::ProgramState end = m_session->stateIndex().at(EventId(quint32(trace.eventCount())));
    qsizetype stuck = 0;
    for (quint32 i = 2; i < quint32(trace.entityCount()) && stuck < MostOfAKind; ++i) {
        const EntityId id = EntityId(i);
        const EntityState state = end.entity(id);
        const bool waits = state.state == State::Blocked || state.state == State::Waiting;
        if (!waits || !canBeStuck(trace.entity(id).kind))
            continue;
        const QList<EntityId> chain = asq::analysis::waitsForChain(trace, end, id);
        const bool cycle = chain.size() > 1 && chain.indexOf(chain.last()) != chain.size() - 1;
        findings.append({cycle ? Problem : Warning, cycle ? tr("Deadlock") : tr("Still waits at the end"),
                         withBoldNames(asq::analysis::describe(trace, end, id)), state.since, id});
        ++stuck;
    }
}

int FindingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant FindingsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Finding &finding = m_findings.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole: return finding.title;
    case DetailRole: return finding.detail;
    case SeverityRole: return int(finding.severity);
    case NumberRole: return int(asq::trace::index(finding.event));
    case EntityRole: return int(asq::trace::index(finding.entity));
    case HueRole: return m_session->chip(finding.entity);
    default: return {};
    }
}

QHash<int, QByteArray> FindingsModel::roleNames() const
{
    return {{TitleRole, "title"},   {DetailRole, "detail"}, {SeverityRole, "severity"},
            {NumberRole, "number"}, {EntityRole, "entity"}, {HueRole, "hue"}};
}

} // namespace interleave
