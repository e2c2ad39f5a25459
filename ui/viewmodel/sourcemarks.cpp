#include "viewmodel/sourcemarks.h"

#include "viewmodel/wording.h"

#include <algorithm>

namespace interleave {

using namespace asq::trace;
using asq::analysis::EntityState;
using asq::analysis::State;

namespace {

/// More than these on one line are told of in the inspector.
constexpr int MostSlots = 3;

bool runsProgramText(EntityKind kind)
{
    return kind == EntityKind::Coroutine || kind == EntityKind::Goroutine || kind == EntityKind::Step
        || kind == EntityKind::Segment || kind == EntityKind::Handler;
}

bool isUnderWay(State state)
{
    return state == State::Running || state == State::Blocked || state == State::Waiting || state == State::Ready;
}

} // namespace

SourceMarks::SourceMarks(QObject *parent) : SteadyListModel(parent) {}

void SourceMarks::setSession(TraceSession *session)
{
    if (m_session.follow(this, session, &SourceMarks::findFile, &SourceMarks::update))
        Q_EMIT sessionChanged();
}

void SourceMarks::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    findFile();
    Q_EMIT textChanged();
}

void SourceMarks::findFile()
{
    m_file = -1;
    if (m_session) {
        const QList<SourceFile> &files = m_session->trace().files();
        for (int i = 0; i < int(files.size()); ++i)
            if (!files.at(i).text.isEmpty() && files.at(i).text.trimmed() == m_text.trimmed())
                m_file = i;
    }
    update();
}

int SourceMarks::lineHere(LocationId id) const
{
    if (m_file < 0 || id == LocationId::Unknown)
        return 0;
    const Location &location = m_session->trace().location(id);
    return location.file == quint32(m_file) ? int(location.line) : 0;
}

QList<SourceMarks::Mark> SourceMarks::marksNow() const
{
    QList<Mark> marks;
    if (!m_session || m_file < 0)
        return marks;
    const Trace &trace = m_session->trace();
    QHash<int, int> used;
    for (quint32 i = 2; i < quint32(trace.entityCount()); ++i) {
        const EntityId id = EntityId(i);
        if (!runsProgramText(trace.entity(id).kind))
            continue;
        const EntityState state = m_session->state().entity(id);
        const int line = isUnderWay(state.state) ? lineHere(state.location) : 0;
        if (line > 0 && used[line] < MostSlots)
            marks.append({line, used[line]++, id});
    }
    return marks;
}

void SourceMarks::update()
{
    setRows(m_marks, marksNow());
    m_currentLine = 0;
    if (m_session && m_session->cursor() != EventId::None) {
        const Event &event = m_session->trace().event(m_session->cursor());
        m_currentLine = lineHere(event.location);
        m_currentHue = m_session->chip(event.entity);
    }
    Q_EMIT changed();
}

int SourceMarks::nextEventAtLine(int line) const
{
    if (!m_session || m_file < 0)
        return 0;
    const Trace &trace = m_session->trace();
    const qsizetype count = trace.eventCount();
    for (qsizetype i = 0; i < count; ++i) {
        const qsizetype place = (asq::trace::index(m_session->cursor()) + i) % count;
        if (lineHere(trace.event(place).location) == line)
            return int(place + 1);
    }
    return 0;
}

int SourceMarks::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant SourceMarks::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Mark &mark = m_marks.at(index.row());
    const Trace &trace = m_session->trace();
    if (asq::trace::index(mark.entity) >= quint32(trace.entityCount()))
        return {}; // Of the recording before; update() follows at once.
    switch (role) {
    case LineRole: return mark.line;
    case SlotRole: return mark.slot;
    case HueRole: return m_session->chip(mark.entity);
    case EntityRole: return int(asq::trace::index(mark.entity));
    case StateRole: return int(m_session->state().entity(mark.entity).state);
    case Qt::DisplayRole:
    case NameRole: return entityName(trace, mark.entity);
    case SentenceRole: return asq::analysis::describe(trace, m_session->state(), mark.entity);
    default: return {};
    }
}

QHash<int, QByteArray> SourceMarks::roleNames() const
{
    return {{LineRole, "line"},    {SlotRole, "slot"}, {HueRole, "hue"},          {EntityRole, "entity"},
            {StateRole, "status"}, {NameRole, "name"}, {SentenceRole, "sentence"}};
}

} // namespace interleave
