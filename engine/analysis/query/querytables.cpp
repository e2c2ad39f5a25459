#include "analysis/query/querytables.h"

#include "analysis/causality.h"
#include "analysis/rules/findings.h"
#include "analysis/spans.h"

#include <optional>

// The tables of queries, one class each. Times are nanoseconds of the program's clock, like everywhere in a trace; what is
// not there is NULL, never 0 or an empty text.
namespace asq::analysis {

using trace::Entity;
using trace::EntityId;
using trace::Event;
using trace::EventId;
using trace::LocationId;
using trace::StringId;
using trace::Trace;
using trace::WaitReason;

namespace {

void give(sqlite3_context *context, qint64 value)
{
    sqlite3_result_int64(context, value);
}
void give(sqlite3_context *context, const char *word)
{
    sqlite3_result_text(context, word, -1, SQLITE_STATIC);
}
void give(sqlite3_context *context, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    sqlite3_result_text(context, bytes.constData(), int(bytes.size()), SQLITE_TRANSIENT);
}
/// Ids: 0 is NULL.
void giveId(sqlite3_context *context, quint32 id)
{
    if (id != 0)
        give(context, qint64(id));
}

/// What several tables are computed from.
class Sources
{
public:
    explicit Sources(const Trace &trace) : trace(trace) {}

    const Trace trace;

    const Spans &spans()
    {
        if (!m_spans)
            m_spans.emplace(trace);
        return *m_spans;
    }
    const QList<Span> &spansInOrder()
    {
        if (m_spansInOrder.isEmpty())
            sortSpans();
        return m_spansInOrder;
    }
    const QList<quint32> &spanRows(EntityId id)
    {
        if (m_spanRows.isEmpty())
            sortSpans();
        static const QList<quint32> none;
        return index(id) < quint32(m_spanRows.size()) ? m_spanRows.at(index(id)) : none;
    }
    const Causality &causality()
    {
        if (!m_causality)
            m_causality.emplace(trace);
        return *m_causality;
    }
    const ProgramState &end()
    {
        if (!m_end)
            m_end = StateIndex(trace).at(lastEvent());
        return *m_end;
    }
    EventId lastEvent() const { return EventId{quint32(trace.eventCount())}; }
    qint64 timeOf(EventId id) const { return trace.event(id).programTime; }

    void givePlace(LocationId id, int part, sqlite3_context *context) const
    {
        if (id == LocationId::Unknown)
            return;
        const trace::Location &location = trace.location(id);
        if (part == 0 && location.file < quint32(trace.files().size()))
            give(context, trace.files().at(location.file).name);
        else if (part == 1)
            giveId(context, location.line);
        else if (part == 2)
            giveId(context, location.column);
    }
    void giveString(StringId id, sqlite3_context *context) const
    {
        if (id != StringId::Empty)
            give(context, trace.string(id));
    }

private:
    void sortSpans()
    {
        for (quint32 i = 1; i < quint32(trace.entityCount()); ++i)
            m_spansInOrder += spans().of(EntityId{i});
        std::sort(m_spansInOrder.begin(), m_spansInOrder.end(),
                  [](const Span &a, const Span &b) { return a.begin < b.begin; });
        m_spanRows.resize(trace.entityCount());
        for (qsizetype row = 0; row < m_spansInOrder.size(); ++row)
            m_spanRows[index(m_spansInOrder.at(row).entity)].append(quint32(row));
    }

    std::optional<Spans> m_spans;
    std::optional<Causality> m_causality;
    std::optional<ProgramState> m_end;
    QList<Span> m_spansInOrder;
    QList<QList<quint32>> m_spanRows; ///< By entity.
};

class SourceTable : public TraceTable
{
public:
    explicit SourceTable(std::shared_ptr<Sources> sources) : m_sources(std::move(sources)) {}

protected:
    Sources &sources() { return *m_sources; }
    const Trace &trace() const { return m_sources->trace; }

private:
    std::shared_ptr<Sources> m_sources;
};

class EventsTable final : public SourceTable
{
public:
    using SourceTable::SourceTable;
    const char *name() const override { return "events"; }
    const char *columns() const override
    {
        return "id INTEGER, time INTEGER, real_time INTEGER, kind TEXT, entity INTEGER, label TEXT, other INTEGER, "
               "cause INTEGER, value TEXT, reason TEXT, count INTEGER, file TEXT, line INTEGER, col INTEGER";
    }
    qint64 rowCount() override { return trace().eventCount(); }
    bool isIndexed(int column) const override { return column == 4; }
    QList<quint32> rowsWith(int, qint64 value) override
    {
        if (m_rows.isEmpty()) {
            m_rows.resize(trace().entityCount());
            for (qsizetype row = 0; row < trace().eventCount(); ++row)
                m_rows[index(trace().event(row).entity)].append(quint32(row));
        }
        return value >= 0 && value < m_rows.size() ? m_rows.at(value) : QList<quint32>();
    }
    void value(qint64 row, int column, sqlite3_context *context) override
    {
        const Event &event = trace().event(row);
        switch (column) {
        case 0: return give(context, row + 1);
        case 1: return give(context, event.programTime);
        case 2: return give(context, event.realTime);
        case 3: return give(context, trace::name(event.kind));
        case 4: return giveId(context, index(event.entity));
        case 5: return sources().giveString(trace().entity(event.entity).label, context);
        case 6: return giveId(context, index(event.other));
        case 7: return giveId(context, index(event.cause));
        case 8: return sources().giveString(event.value, context);
        case 9:
            if (event.reason != WaitReason::None)
                give(context, trace::name(event.reason));
            return;
        case 10: return give(context, qint64(event.count));
        default: return sources().givePlace(event.location, column - 11, context);
        }
    }

private:
    QList<QList<quint32>> m_rows; ///< By entity.
};

class EntitiesTable final : public SourceTable
{
public:
    using SourceTable::SourceTable;
    const char *name() const override { return "entities"; }
    const char *columns() const override
    {
        return "id INTEGER, kind TEXT, label TEXT, parent INTEGER, path TEXT, state TEXT, created INTEGER, "
               "last INTEGER, file TEXT, line INTEGER, col INTEGER";
    }
    qint64 rowCount() override { return trace().entityCount() - 1; }
    void value(qint64 row, int column, sqlite3_context *context) override
    {
        const EntityId id{quint32(row + 1)};
        const Entity &entity = trace().entity(id);
        switch (column) {
        case 0: return give(context, row + 1);
        case 1: return give(context, trace::name(entity.kind));
        case 2: return sources().giveString(entity.label, context);
        case 3: return giveId(context, index(entity.parent));
        case 4: return give(context, trace().spawnPath(id));
        case 5: return give(context, analysis::name(sources().end().entity(id).state));
        case 6:
        case 7: {
            const QList<EventId> &events = sources().spans().eventsOf(id);
            if (!events.isEmpty())
                give(context, qint64(index(column == 6 ? events.first() : events.last())));
            return;
        }
        default: return sources().givePlace(entity.location, column - 8, context);
        }
    }
};

class SpansTable : public SourceTable
{
public:
    using SourceTable::SourceTable;
    const char *name() const override { return "spans"; }
    const char *columns() const override
    {
        return "id INTEGER, entity INTEGER, label TEXT, state TEXT, reason TEXT, other INTEGER, begin INTEGER, "
               "\"end\" INTEGER, begin_time INTEGER, end_time INTEGER, duration INTEGER";
    }
    qint64 rowCount() override { return sources().spansInOrder().size(); }
    bool isIndexed(int column) const override { return column == 1; }
    QList<quint32> rowsWith(int, qint64 value) override
    {
        return value > 0 && value < trace().entityCount() ? sources().spanRows(EntityId{quint32(value)})
                                                          : QList<quint32>();
    }
    void value(qint64 row, int column, sqlite3_context *context) override
    {
        giveSpan(sources().spansInOrder().at(row), row, column, context);
    }

protected:
    void giveSpan(const Span &span, qint64 row, int column, sqlite3_context *context)
    {
        const bool isOpen = span.end == EventId::None;
        const qint64 end = sources().timeOf(isOpen ? sources().lastEvent() : span.end);
        switch (column) {
        case 0: return give(context, row + 1);
        case 1: return give(context, qint64(index(span.entity)));
        case 2: return sources().giveString(trace().entity(span.entity).label, context);
        case 3: return give(context, analysis::name(span.state));
        case 4:
            if (span.reason != WaitReason::None)
                give(context, trace::name(span.reason));
            return;
        case 5: return giveId(context, index(span.other));
        case 6: return give(context, qint64(index(span.begin)));
        case 7: return giveId(context, index(span.end));
        case 8: return give(context, sources().timeOf(span.begin));
        case 9: return give(context, end);
        default: return give(context, end - sources().timeOf(span.begin));
        }
    }
};

/// The spans in which somebody waits, and who ended them.
class WaitsTable final : public SourceTable
{
public:
    using SourceTable::SourceTable;
    const char *name() const override { return "waits"; }
    const char *columns() const override
    {
        return "id INTEGER, entity INTEGER, label TEXT, reason TEXT, other INTEGER, other_label TEXT, begin INTEGER, "
               "\"end\" INTEGER, begin_time INTEGER, end_time INTEGER, duration INTEGER, ended_by INTEGER, "
               "for_ever INTEGER";
    }
    qint64 rowCount() override { return rows().size(); }
    void value(qint64 row, int column, sqlite3_context *context) override
    {
        const Span &span = rows().at(row);
        const bool isOpen = span.end == EventId::None;
        const qint64 end = sources().timeOf(isOpen ? sources().lastEvent() : span.end);
        switch (column) {
        case 0: return give(context, row + 1);
        case 1: return give(context, qint64(index(span.entity)));
        case 2: return sources().giveString(trace().entity(span.entity).label, context);
        case 3:
            if (span.reason != WaitReason::None)
                give(context, trace::name(span.reason));
            return;
        case 4: return giveId(context, index(span.other));
        case 5:
            if (span.other != EntityId::None)
                sources().giveString(trace().entity(span.other).label, context);
            return;
        case 6: return give(context, qint64(index(span.begin)));
        case 7: return giveId(context, index(span.end));
        case 8: return give(context, sources().timeOf(span.begin));
        case 9: return give(context, end);
        case 10: return give(context, end - sources().timeOf(span.begin));
        case 11: return giveId(context, isOpen ? 0 : index(endedBy(span)));
        default: return give(context, qint64(isOpen && isStuck(span.entity)));
        }
    }

private:
    const QList<Span> &rows()
    {
        if (!m_isFilled) {
            for (const Span &span : sources().spansInOrder()) {
                const bool waits = span.state == State::Blocked || span.state == State::Waiting;
                if (waits && hasCode(trace().entity(span.entity).kind))
                    m_rows.append(span);
            }
            m_isFilled = true;
        }
        return m_rows;
    }
    /// Timers, the outside and reactive sequences wait as a matter of course.
    static bool hasCode(trace::EntityKind kind)
    {
        return kind == trace::EntityKind::Step || kind == trace::EntityKind::Segment
            || kind == trace::EntityKind::Coroutine || kind == trace::EntityKind::Goroutine;
    }
    /// Whose event led to the end of the wait.
    EntityId endedBy(const Span &span)
    {
        const EventId cause = trace().event(span.end).cause;
        if (cause == EventId::None)
            return EntityId::None;
        const EntityId actor = sources().causality().actorOf(cause);
        return actor == EntityId::None ? trace().event(cause).entity : actor;
    }
    bool isStuck(EntityId id)
    {
        if (!m_graph) {
            m_tree.extend(trace());
            m_usage.extend(trace());
            const ProgramState &end = sources().end();
            m_graph = std::make_unique<WaitGraph>(trace(), end, m_tree, m_usage,
                                                  WaitGraph::Options{!endedByItself(trace(), end), nullptr});
        }
        return m_graph->isStuck(id);
    }

    QList<Span> m_rows;
    bool m_isFilled = false;
    EntityTree m_tree;
    ChannelUsage m_usage;
    std::unique_ptr<WaitGraph> m_graph;
};

/// What directly precedes each event.
class CausesTable final : public SourceTable
{
public:
    using SourceTable::SourceTable;
    const char *name() const override { return "causes"; }
    const char *columns() const override { return "event INTEGER, cause INTEGER, link TEXT"; }
    qint64 rowCount() override { return rows().size(); }
    bool isIndexed(int column) const override { return column == 0; }
    QList<quint32> rowsWith(int, qint64 value) override
    {
        QList<quint32> found;
        const QList<Row> &all = rows();
        if (value < 1 || value > trace().eventCount())
            return found;
        const EventId event{quint32(value)};
        const auto first = std::lower_bound(all.cbegin(), all.cend(), event,
                                            [](const Row &row, EventId id) { return row.event < id; });
        for (auto row = first; row != all.cend() && row->event == event; ++row)
            found.append(quint32(row - all.cbegin()));
        return found;
    }
    void value(qint64 row, int column, sqlite3_context *context) override
    {
        static constexpr const char *links[] = {"cause", "order", "message"};
        const Row &each = rows().at(row);
        switch (column) {
        case 0: return give(context, qint64(index(each.event)));
        case 1: return give(context, qint64(index(each.before.event)));
        default: return give(context, links[int(each.before.link)]);
        }
    }

private:
    struct Row {
        EventId event;
        Causality::Predecessor before;
    };
    const QList<Row> &rows()
    {
        if (m_rows.isEmpty()) {
            for (quint32 i = 1; i <= quint32(trace().eventCount()); ++i) {
                const QList<Causality::Predecessor> all = sources().causality().predecessors(EventId{i});
                for (const Causality::Predecessor &each : all)
                    m_rows.append({EventId{i}, each});
            }
        }
        return m_rows;
    }

    QList<Row> m_rows;
};

class FindingsTable final : public SourceTable
{
public:
    using SourceTable::SourceTable;
    const char *name() const override { return "findings"; }
    const char *columns() const override
    {
        return "id INTEGER, kind TEXT, severity TEXT, entity INTEGER, event INTEGER, explanation TEXT, entities TEXT, "
               "events TEXT, file TEXT, line INTEGER, col INTEGER";
    }
    qint64 rowCount() override { return rows().size(); }
    void value(qint64 row, int column, sqlite3_context *context) override
    {
        const Finding &finding = rows().at(row);
        const EventId event = finding.events.value(0, EventId::None);
        switch (column) {
        case 0: return give(context, row + 1);
        case 1: return give(context, analysis::name(finding.kind));
        case 2: return give(context, analysis::name(finding.severity));
        case 3: return giveId(context, index(finding.entities.value(0, EntityId::None)));
        case 4: return giveId(context, index(event));
        case 5: return give(context, finding.explanation);
        case 6: return give(context, list(finding.entities));
        case 7: return give(context, list(finding.events));
        default:
            if (event != EventId::None)
                sources().givePlace(trace().event(event).location, column - 8, context);
            return;
        }
    }

private:
    template<typename Id>
    static QString list(const QList<Id> &ids)
    {
        QStringList words;
        for (const Id id : ids)
            words.append(QString::number(index(id)));
        return u'[' + words.join(u',') + u']';
    }
    const QList<Finding> &rows()
    {
        if (!m_isFilled)
            m_rows = findingsOf(trace(), sources().end());
        m_isFilled = true;
        return m_rows;
    }

    QList<Finding> m_rows;
    bool m_isFilled = false;
};

} // namespace

std::vector<std::unique_ptr<TraceTable>> queryTables(const Trace &trace)
{
    const std::shared_ptr<Sources> sources = std::make_shared<Sources>(trace);
    std::vector<std::unique_ptr<TraceTable>> tables;
    tables.push_back(std::make_unique<EventsTable>(sources));
    tables.push_back(std::make_unique<EntitiesTable>(sources));
    tables.push_back(std::make_unique<SpansTable>(sources));
    tables.push_back(std::make_unique<WaitsTable>(sources));
    tables.push_back(std::make_unique<CausesTable>(sources));
    tables.push_back(std::make_unique<FindingsTable>(sources));
    return tables;
}

} // namespace asq::analysis
