#include "viewmodel/findingsmodel.h"

#include "viewmodel/wording.h"

#include <algorithm>

namespace interleave {

using namespace asq::trace;

FindingsModel::FindingsModel(QObject *parent) : QAbstractListModel(parent) {}

void FindingsModel::setSession(TraceSession *session)
{
    if (m_session.followTrace(this, session, &FindingsModel::update))
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
    const QList<Finding> findings = found();
    if (findings == m_findings)
        return;
    beginResetModel();
    m_findings = findings;
    endResetModel();
    Q_EMIT countChanged();
}

QList<FindingsModel::Finding> FindingsModel::found()
{
    const Trace &trace = m_session->trace();
    if (m_session.isAnew())
        m_rules = asq::analysis::Findings();
    QList<asq::analysis::Finding> byRules;
    if (const std::optional<LookedThrough> &known = m_session->lookedThrough()) {
        byRules = known->findings;
    } else {
        m_rules.extend(trace);
        const bool all = m_ended && trace.eventCount() > 0;
        byRules = all ? m_rules.atEnd(m_session->stateIndex().at(EventId(quint32(trace.eventCount()))))
                      : m_rules.soFar();
    }
    QList<Finding> findings;
    for (const asq::analysis::Finding &finding : byRules)
        findings.append({Severity(int(finding.severity)), asq::analysis::title(finding.kind),
                         withBoldNames(finding.explanation), finding.events.value(0, EventId::None),
                         finding.entities.value(0, EntityId::None)});
    for (const QString &remark : trace.remarks())
        findings.append({Remark, tr("The recording"), remark.toHtmlEscaped(), EventId::None, EntityId::None});
    return findings;
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
