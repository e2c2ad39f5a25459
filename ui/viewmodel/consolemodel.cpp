#include "viewmodel/consolemodel.h"

#include "viewmodel/wording.h"

#include <algorithm>

namespace interleave {

using namespace asq::trace;

namespace {

// The command line prints an error that nobody handles, right after it was reported: once is enough here.
bool isPrintedToo(const Trace &trace, qsizetype reported)
{
    constexpr qsizetype Near = 4;
    const QString error = trace.string(trace.event(reported).value);
    for (qsizetype i = reported + 1; i < std::min(trace.eventCount(), reported + 1 + Near); ++i) {
        const Event &event = trace.event(i);
        if (event.kind == EventKind::Logged && event.reason != WaitReason::None
            && trace.string(event.value).contains(error))
            return true;
    }
    return false;
}

} // namespace

ConsoleModel::ConsoleModel(QObject *parent) : QAbstractListModel(parent) {}

void ConsoleModel::setSession(TraceSession *session)
{
    if (m_session.follow(this, session, &ConsoleModel::update, &ConsoleModel::cursorRowChanged))
        Q_EMIT sessionChanged();
}

void ConsoleModel::update()
{
    const Trace &trace = m_session->trace();
    const bool anew = m_session.isAnew();
    const qsizetype seen = anew ? 0 : m_seen;
    QList<EventId> found;
    if (const std::optional<LookedThrough> &known = m_session->lookedThrough()) {
        const auto first = std::upper_bound(known->lines.begin(), known->lines.end(), EventId(quint32(seen)));
        found = known->lines.mid(first - known->lines.begin());
    } else {
        found = linesOf(trace, seen, trace.eventCount());
    }
    m_seen = trace.eventCount();
    if (anew) {
        beginResetModel();
        m_lines = found;
        endResetModel();
    } else if (!found.isEmpty()) {
        beginInsertRows({}, int(m_lines.size()), int(m_lines.size() + found.size()) - 1);
        m_lines.append(found);
        endInsertRows();
    } else {
        return;
    }
    Q_EMIT countChanged();
    Q_EMIT cursorRowChanged();
}

QList<EventId> ConsoleModel::linesOf(const Trace &trace, qsizetype first, qsizetype end)
{
    QList<EventId> lines;
    for (qsizetype i = first; i < end; ++i) {
        const EventKind kind = trace.event(i).kind;
        if (kind == EventKind::Logged || (kind == EventKind::Reported && !isPrintedToo(trace, i)))
            lines.append(EventId(quint32(i + 1)));
    }
    return lines;
}

QString ConsoleModel::lastLine() const
{
    if (!m_notes.isEmpty())
        return m_notes.constLast().text.trimmed();
    return m_lines.isEmpty() ? QString() : lineText(m_lines.constLast()).trimmed();
}

void ConsoleModel::addNote(const QString &text, Severity severity)
{
    beginInsertRows({}, count(), count());
    m_notes.append({text, severity});
    endInsertRows();
    Q_EMIT countChanged();
}

void ConsoleModel::clearNotes()
{
    if (m_notes.isEmpty())
        return;
    beginRemoveRows({}, int(m_lines.size()), count() - 1);
    m_notes.clear();
    endRemoveRows();
    Q_EMIT countChanged();
}

int ConsoleModel::cursorRow() const
{
    if (!m_session)
        return -1;
    return int(std::upper_bound(m_lines.begin(), m_lines.end(), m_session->cursor()) - m_lines.begin()) - 1;
}

QString ConsoleModel::lineText(EventId id) const
{
    const Trace &trace = m_session->trace();
    const Event &event = trace.event(id);
    if (event.kind == EventKind::Logged)
        return trace.string(event.value);
    return tr("Unhandled error in %1: %2").arg(entityName(trace, event.entity), trace.string(event.value));
}

QString ConsoleModel::allText() const
{
    QStringList lines;
    for (const EventId id : m_lines)
        lines.append(lineText(id));
    for (const RunNote &note : m_notes)
        lines.append(note.text);
    return lines.join(QLatin1Char('\n'));
}

int ConsoleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant ConsoleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (index.row() >= m_lines.size()) {
        const RunNote &note = m_notes.at(index.row() - m_lines.size());
        switch (role) {
        case Qt::DisplayRole:
        case TextRole: return note.text;
        case SeverityRole: return int(note.severity);
        case NumberRole:
        case HueRole: return 0;
        case PlaceRole:
        case NameRole: return QString();
        default: return {};
        }
    }
    const Trace &trace = m_session->trace();
    const EventId id = m_lines.at(index.row());
    const Event &event = trace.event(id);
    const bool error = event.kind == EventKind::Reported || event.reason == WaitReason::Trigger;
    switch (role) {
    case Qt::DisplayRole:
    case TextRole: return lineText(id);
    case SeverityRole: return int(error ? Error : Output);
    case NumberRole: return int(asq::trace::index(id));
    case PlaceRole: return placeText(trace, event.location);
    case NameRole: return entityName(trace, event.entity);
    case HueRole: return m_session->chip(event.entity);
    default: return {};
    }
}

QHash<int, QByteArray> ConsoleModel::roleNames() const
{
    return {{TextRole, "line"},   {SeverityRole, "severity"}, {NumberRole, "number"},
            {PlaceRole, "place"}, {NameRole, "name"},         {HueRole, "hue"}};
}

} // namespace interleave
