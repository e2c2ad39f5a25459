#include "viewmodel/eventmodel.h"

#include "geometry/quantity.h"
#include "viewmodel/wording.h"

#include <algorithm>

// A filter word is looked up once in the tables (kinds, entities, strings), not once an event: what then remains
// for each event are a few bit tests, so filtering 100,000 events takes about a millisecond.

namespace interleave {

using namespace asq::trace;

namespace {

/// Which kinds, entities and strings contain one word.
class Word
{
public:
    Word(const Trace &trace, const QString &text) : m_entities(trace.entityCount()), m_strings(trace.stringCount())
    {
        for (int i = 0; i < EventKindCount; ++i)
            m_kinds[i] = QString::fromLatin1(name(EventKind(i))).contains(text, Qt::CaseInsensitive);
        for (qsizetype i = 0; i < m_strings.size(); ++i)
            m_strings.setBit(i, trace.string(asq::trace::StringId{quint32(i)}).contains(text, Qt::CaseInsensitive));
        for (qsizetype i = 1; i < m_entities.size(); ++i)
            m_entities.setBit(i, entityName(trace, EntityId(quint32(i))).contains(text, Qt::CaseInsensitive));
    }
    bool matches(const Event &event) const
    {
        return m_kinds[int(event.kind)] || m_entities.testBit(index(event.entity))
            || m_entities.testBit(index(event.other)) || m_strings.testBit(index(event.value));
    }

private:
    bool m_kinds[EventKindCount] = {};
    QBitArray m_entities;
    QBitArray m_strings;
};

} // namespace

EventModel::EventModel(QObject *parent) : QAbstractListModel(parent) {}

void EventModel::setSession(TraceSession *session)
{
    if (!m_session.follow(this, session, &EventModel::update, &EventModel::cursorRowChanged))
        return;
    if (!session)
        rebuild();
    Q_EMIT sessionChanged();
}

void EventModel::setFilter(const QString &filter)
{
    const QString simplified = filter.simplified();
    if (simplified == m_filter)
        return;
    m_filter = simplified;
    rebuild();
    Q_EMIT filterChanged();
}

void EventModel::setEntity(int entity)
{
    if (entity == m_entity)
        return;
    m_entity = entity;
    rebuild();
    Q_EMIT entityChanged();
}

QList<quint32> EventModel::matches(qsizetype from) const
{
    const Trace &trace = m_session->trace();
    std::vector<Word> words;
    for (const QString &text : m_filter.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        words.emplace_back(trace, text);
    const auto matching = [&](quint32 number) {
        const Event &event = trace.event(EventId(number));
        return std::all_of(words.begin(), words.end(), [&](const Word &word) { return word.matches(event); });
    };
    QList<quint32> rows;
    if (m_entity > 0 && m_entity < trace.entityCount()) {
        const quint32 end = quint32(trace.eventCount()) + 1;
        for (const EventId id : m_session->source().eventsOf(EntityId(quint32(m_entity)), quint32(from) + 1, end))
            if (matching(asq::trace::index(id)))
                rows.append(asq::trace::index(id));
    } else if (m_entity == 0) {
        for (quint32 number = quint32(from) + 1; number <= quint32(trace.eventCount()); ++number)
            if (matching(number))
                rows.append(number);
    }
    return rows;
}

void EventModel::rebuild()
{
    beginResetModel();
    m_seen = m_session ? m_session->eventCount() : 0;
    m_rows = m_session && filtered() ? matches(0) : QList<quint32>();
    m_count = int(filtered() ? m_rows.size() : m_seen);
    endResetModel();
    Q_EMIT countChanged();
    Q_EMIT cursorRowChanged();
}

void EventModel::update()
{
    if (m_session.isAnew()) {
        rebuild();
        return;
    }
    const QList<quint32> added = filtered() ? matches(m_seen) : QList<quint32>();
    const int grown = filtered() ? int(added.size()) : m_session->eventCount() - m_count;
    m_seen = m_session->eventCount();
    if (grown <= 0)
        return;
    beginInsertRows({}, m_count, m_count + grown - 1);
    m_rows.append(added);
    m_count += grown;
    endInsertRows();
    Q_EMIT countChanged();
    Q_EMIT cursorRowChanged();
}

int EventModel::eventAt(int row) const
{
    if (row < 0 || row >= m_count)
        return 0;
    return filtered() ? int(m_rows.at(row)) : row + 1;
}

int EventModel::cursorRow() const
{
    if (!m_session)
        return -1;
    const quint32 cursor = asq::trace::index(m_session->cursor());
    if (!filtered())
        return std::min(int(cursor), m_count) - 1;
    return int(std::upper_bound(m_rows.begin(), m_rows.end(), cursor) - m_rows.begin()) - 1;
}

int EventModel::nextMatch(double event) const
{
    if (!filtered() || m_rows.isEmpty())
        return 0;
    const auto next = std::upper_bound(m_rows.begin(), m_rows.end(), quint32(std::max(0.0, event)));
    return int(next == m_rows.end() ? m_rows.first() : *next);
}

int EventModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

QVariant EventModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Trace &trace = m_session->trace();
    const EventId id = EventId(quint32(eventAt(index.row())));
    const Event &event = trace.event(id);
    switch (role) {
    case NumberRole: return int(asq::trace::index(id));
    case TimeRole: return durationText(shownTime(trace, event));
    case KindRole: return QString::fromLatin1(name(event.kind));
    case NameRole: return event.entity == EntityId::None ? QString() : entityName(trace, event.entity);
    case HueRole: return m_session->chip(event.entity);
    case Qt::DisplayRole: return eventSentence(trace, id);
    case SentenceRole: return withBoldNames(eventSentence(trace, id));
    case PlaceRole: return placeText(trace, event.location);
    case EntityRole: return int(asq::trace::index(event.entity));
    default: return {};
    }
}

QHash<int, QByteArray> EventModel::roleNames() const
{
    return {{Qt::DisplayRole, "display"}, {NumberRole, "number"}, {TimeRole, "time"},
            {KindRole, "kind"},           {NameRole, "name"},     {HueRole, "hue"},
            {SentenceRole, "sentence"},   {PlaceRole, "place"},   {EntityRole, "entity"}};
}

} // namespace interleave
