#pragma once

#include "trace/result.h"
#include "trace/trace.h"

#include <QStringList>

#include <atomic>
#include <functional>
#include <memory>
#include <variant>

struct sqlite3;

namespace asq::analysis {

class TraceTable;

/// Nothing, a whole number, a number or a text.
using QueryValue = std::variant<std::monostate, qint64, double, QString>;
using QueryRow = QList<QueryValue>;

/// SQL over a trace: the tables events, entities, spans, waits, causes and findings, which resources/docs/query.md
/// describes. Queries only read. One query at a time, on one thread; interrupt() may come from any, and from the handler
/// of a signal.
class TraceQuery
{
public:
    explicit TraceQuery(const trace::Trace &trace);
    TraceQuery(const TraceQuery &) = delete;
    TraceQuery &operator=(const TraceQuery &) = delete;
    ~TraceQuery();

    struct Receiver {
        std::function<void(const QStringList &columns)> begin; ///< Before the first row, also when none comes.
        std::function<void(const QueryRow &row)> row;
    };
    /// Runs one SELECT. An error names the place in `sql` where there is one. Gives the number of rows.
    trace::Result<qsizetype> run(const QString &sql, const Receiver &receiver);
    /// The query that runs ends with the error "interrupted", soon.
    void interrupt() { m_isInterrupted = true; }

    /// All rows at once, for small answers.
    struct Answer {
        QStringList columns;
        QList<QueryRow> rows;
    };
    trace::Result<Answer> answer(const QString &sql);

private:
    static int mayDo(void *, int action, const char *, const char *, const char *, const char *);
    static int isInterrupted(void *self);
    trace::Error error(const QByteArray &sql) const;

    std::vector<std::unique_ptr<TraceTable>> m_tables;
    sqlite3 *m_db = nullptr;
    std::atomic<bool> m_isInterrupted = false;
    static_assert(std::atomic<bool>::is_always_lock_free);
};

/// As a query shows it: "NULL" for nothing.
QString toString(const QueryValue &value);

} // namespace asq::analysis
