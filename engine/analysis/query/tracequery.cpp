#include "analysis/query/tracequery.h"

#include "analysis/query/querytables.h"

#include <QRegularExpression>

// An empty database in memory, whose only content is the virtual tables. Two guards: the authorizer lets a query read and
// nothing else, and the progress handler looks at a flag every few thousand instructions. (sqlite3_interrupt would do
// for other threads, but is not for signal handlers.)
namespace asq::analysis {

using trace::Error;
using trace::Result;

namespace {

constexpr int InstructionsBetweenLooks = 2000;

QueryValue valueOf(sqlite3_stmt *statement, int column)
{
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: return qint64(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT: return sqlite3_column_double(statement, column);
    case SQLITE_NULL: return std::monostate();
    default:
        return QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(statement, column)),
                                 sqlite3_column_bytes(statement, column));
    }
}

struct Finalizer {
    void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalizer>;

/// What stands behind the first statement, comments and semicolons aside, is a second one.
bool isBlank(const char *rest)
{
    const QString text = QString::fromUtf8(rest);
    for (const QString &line : text.split(u'\n')) {
        const QString words = QString(line).remove(u';').trimmed();
        if (!words.isEmpty() && !words.startsWith(QLatin1String("--")))
            return false;
    }
    return true;
}

/// Where `word` stands in `sql` for itself first, or -1.
qsizetype placeOf(const QString &word, const QByteArray &sql)
{
    const QRegularExpression whole(QStringLiteral("(?<!\\w)%1(?!\\w)").arg(QRegularExpression::escape(word)));
    const QString text = QString::fromUtf8(sql);
    const qsizetype place = text.indexOf(whole);
    return place < 0 ? -1 : text.left(place).toUtf8().size();
}

} // namespace

TraceQuery::TraceQuery(const trace::Trace &trace) : m_tables(queryTables(trace))
{
    [[maybe_unused]] int code = sqlite3_open_v2(":memory:", &m_db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                                                nullptr);
    Q_ASSERT(code == SQLITE_OK);
    for (const std::unique_ptr<TraceTable> &table : m_tables) {
        code = addTable(m_db, table.get());
        Q_ASSERT(code == SQLITE_OK);
    }
    sqlite3_set_authorizer(m_db, mayDo, nullptr);
    sqlite3_progress_handler(m_db, InstructionsBetweenLooks, isInterrupted, this);
}

TraceQuery::~TraceQuery()
{
    sqlite3_close_v2(m_db);
}

int TraceQuery::mayDo(void *, int action, const char *, const char *, const char *, const char *)
{
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE: return SQLITE_OK;
    default: return isDeclaringTable() ? SQLITE_OK : SQLITE_DENY;
    }
}

int TraceQuery::isInterrupted(void *self)
{
    return static_cast<TraceQuery *>(self)->m_isInterrupted ? 1 : 0;
}

Error TraceQuery::error(const QByteArray &sql) const
{
    if (sqlite3_errcode(m_db) == SQLITE_AUTH)
        return Error{QStringLiteral("queries only read: this one is no SELECT")};
    if (sqlite3_errcode(m_db) == SQLITE_INTERRUPT)
        return Error{QStringLiteral("interrupted")};
    Error error{QString::fromUtf8(sqlite3_errmsg(m_db))};
    qsizetype offset = sqlite3_error_offset(m_db);
    if (error.text.startsWith(QLatin1String("no such table: "))) {
        // SQLite does not say where.
        offset = placeOf(error.text.section(u' ', 3), sql);
        error.text += QLatin1String("; there are events, entities, spans, waits, causes and findings");
    }
    if (offset >= 0 && offset <= sql.size()) {
        const QByteArray before = sql.left(offset);
        error.line = quint32(before.count('\n') + 1);
        error.column = quint32(QString::fromUtf8(before.mid(before.lastIndexOf('\n') + 1)).size() + 1);
    }
    return error;
}

Result<qsizetype> TraceQuery::run(const QString &sql, const Receiver &receiver)
{
    m_isInterrupted = false;
    const QByteArray bytes = sql.toUtf8();
    sqlite3_stmt *prepared = nullptr;
    const char *rest = nullptr;
    const int code = sqlite3_prepare_v2(m_db, bytes.constData(), int(bytes.size()), &prepared, &rest);
    const Statement statement(prepared);
    if (code != SQLITE_OK)
        return error(bytes);
    if (!statement)
        return Error{QStringLiteral("there is no query")};
    if (!isBlank(rest))
        return Error{QStringLiteral("one query at a time: there is another one behind the first")};
    QStringList columns;
    for (int i = 0; i < sqlite3_column_count(prepared); ++i)
        columns.append(QString::fromUtf8(sqlite3_column_name(prepared, i)));
    receiver.begin(columns);
    qsizetype count = 0;
    for (;; ++count) {
        const int step = sqlite3_step(prepared);
        if (step == SQLITE_DONE)
            return count;
        if (step != SQLITE_ROW)
            return error(bytes);
        QueryRow row;
        for (int i = 0; i < columns.size(); ++i)
            row.append(valueOf(prepared, i));
        receiver.row(row);
    }
}

Result<TraceQuery::Answer> TraceQuery::answer(const QString &sql)
{
    Answer answer;
    const Receiver receiver{[&](const QStringList &columns) { answer.columns = columns; },
                            [&](const QueryRow &row) { answer.rows.append(row); }};
    if (const Result<qsizetype> count = run(sql, receiver); !count)
        return count.error();
    return answer;
}

QString toString(const QueryValue &value)
{
    if (const qint64 *number = std::get_if<qint64>(&value))
        return QString::number(*number);
    if (const double *number = std::get_if<double>(&value))
        return QString::number(*number, 'g', 15);
    if (const QString *text = std::get_if<QString>(&value))
        return *text;
    return QStringLiteral("NULL");
}

} // namespace asq::analysis
