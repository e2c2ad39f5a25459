#include "command.h"
#include "console.h"

#include "analysis/query/tracequery.h"
#include "trace/formats/tracefile.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <csignal>

// asq query: SQL over a recording. Answers as a table need the widths of their columns, so the first rows are kept back;
// the other forms are written row by row, however many there are.

using namespace asq;
using analysis::QueryRow;
using analysis::QueryValue;
using analysis::TraceQuery;

namespace {

constexpr qsizetype RowsForWidths = 1000;
constexpr qsizetype WidestColumn = 120;
constexpr int Interrupted = 130;

std::atomic<TraceQuery *> runningQuery = nullptr;

void onSignal(int)
{
    if (TraceQuery *query = runningQuery)
        query->interrupt();
}

/// Writes the rows of an answer in one of the forms.
class AnswerWriter
{
public:
    AnswerWriter() = default;
    AnswerWriter(const AnswerWriter &) = delete;
    AnswerWriter &operator=(const AnswerWriter &) = delete;
    virtual ~AnswerWriter() = default;
    virtual void begin(const QStringList &columns) = 0;
    virtual void row(const QueryRow &row) = 0;
    virtual void end() {}
};

class TableWriter final : public AnswerWriter
{
public:
    void begin(const QStringList &columns) override { m_columns = columns; }
    void row(const QueryRow &row) override
    {
        m_rows.append(row);
        if (m_isWriting || m_rows.size() >= RowsForWidths)
            flush();
    }
    void end() override { flush(); }

private:
    static QString cell(const QueryValue &value)
    {
        return analysis::toString(value).replace(u'\n', QLatin1String("\\n")).replace(u'\t', QLatin1String("\\t"));
    }
    static bool isNumber(const QueryValue &value)
    {
        return std::holds_alternative<qint64>(value) || std::holds_alternative<double>(value);
    }

    void flush()
    {
        QString text;
        if (!std::exchange(m_isWriting, true)) {
            findWidths();
            QString rule;
            for (qsizetype i = 0; i < m_columns.size(); ++i) {
                text += padded(m_columns.at(i), i, false);
                rule += padded(QString(m_widths.at(i), u'-'), i, false);
            }
            text = text.trimmed() + u'\n' + rule.trimmed() + u'\n';
        }
        for (const QueryRow &row : std::as_const(m_rows)) {
            QString line;
            for (qsizetype i = 0; i < row.size(); ++i)
                line += padded(cell(row.at(i)), i, isNumber(row.at(i)));
            while (line.endsWith(u' '))
                line.chop(1);
            text += line + u'\n';
        }
        m_rows.clear();
        print(text);
    }

    void findWidths()
    {
        for (const QString &column : std::as_const(m_columns))
            m_widths.append(column.size());
        for (const QueryRow &row : std::as_const(m_rows)) {
            for (qsizetype i = 0; i < row.size(); ++i)
                m_widths[i] = std::clamp(cell(row.at(i)).size(), m_widths.at(i), WidestColumn);
        }
    }

    QString padded(const QString &text, qsizetype column, bool isRight) const
    {
        const int width = int(m_widths.at(column));
        return (isRight ? text.rightJustified(width) : text.leftJustified(width)) + QLatin1String("  ");
    }

    QStringList m_columns;
    QList<qsizetype> m_widths;
    QList<QueryRow> m_rows;
    bool m_isWriting = false;
};

class CsvWriter final : public AnswerWriter
{
public:
    void begin(const QStringList &columns) override
    {
        QStringList cells;
        for (const QString &column : columns)
            cells.append(quoted(column));
        print(cells.join(u',') + u'\n');
    }
    void row(const QueryRow &row) override
    {
        QStringList cells;
        for (const QueryValue &value : row)
            cells.append(std::holds_alternative<std::monostate>(value) ? QString() : quoted(analysis::toString(value)));
        print(cells.join(u',') + u'\n');
    }

private:
    static QString quoted(const QString &text)
    {
        const bool isPlain = std::none_of(text.begin(), text.end(),
                                          [](QChar c) { return c == u',' || c == u'"' || c == u'\n' || c == u'\r'; });
        return isPlain ? text : u'"' + QString(text).replace(u'"', QLatin1String("\"\"")) + u'"';
    }
};

class JsonWriter final : public AnswerWriter
{
public:
    void begin(const QStringList &columns) override
    {
        m_columns = columns;
        print(QStringLiteral("["));
    }
    void row(const QueryRow &row) override
    {
        QJsonObject object;
        for (qsizetype i = 0; i < row.size(); ++i)
            object.insert(m_columns.at(i), json(row.at(i)));
        print(QLatin1String(std::exchange(m_isFirst, false) ? "\n" : ",\n")
              + QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
    }
    void end() override { print(QStringLiteral("\n]\n")); }

private:
    static QJsonValue json(const QueryValue &value)
    {
        if (const qint64 *number = std::get_if<qint64>(&value))
            return *number;
        if (const double *number = std::get_if<double>(&value))
            return *number;
        if (const QString *text = std::get_if<QString>(&value))
            return *text;
        return QJsonValue::Null;
    }

    QStringList m_columns;
    bool m_isFirst = true;
};

/// The error, and below it the line of the query with a mark at the place.
QString explained(const QString &sql, const trace::Error &error)
{
    QString text = QLatin1String("query: ") + error.toString();
    if (error.line == 0)
        return text;
    const QString line = sql.split(u'\n').value(error.line - 1);
    return text + QStringLiteral("\n  | %1\n  | %2^").arg(line, QString(int(error.column) - 1, u' '));
}

int run(const trace::Trace &trace, const QString &sql, AnswerWriter &writer)
{
    TraceQuery query(trace);
    runningQuery = &query;
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
    const trace::Result<qsizetype> count = query.run(sql,
                                                     {[&writer](const QStringList &columns) { writer.begin(columns); },
                                                      [&writer](const QueryRow &row) { writer.row(row); }});
    runningQuery = nullptr;
    if (count) {
        writer.end();
        return 0;
    }
    fail(explained(sql, count.error()));
    return count.error().text == QLatin1String("interrupted") ? Interrupted : 1;
}

constexpr char helpText[] = R"(Usage: asq query TRACE SQL [--json | --csv]

Answers a SELECT of SQLite over a recording; - reads it from standard input. The tables:

  events    what happened, one row an event
  entities  whoever it happened to
  spans     stretches in which an entity kept a state
  waits     those of them in which somebody waited, for whom, and who ended it
  causes    what directly precedes each event
  findings  what is conspicuous

resources/docs/query.md describes their columns and has worked questions.

  --json   rows as objects
  --csv    rows as comma-separated values
)";

} // namespace

int queryCommand(Invocation &invocation)
{
    const QCoreApplication application(invocation.argc, invocation.argv);
    QCommandLineParser parser;
    const QCommandLineOption asJson(QStringLiteral("json"));
    const QCommandLineOption asCsv(QStringLiteral("csv"));
    const QCommandLineOption help(QStringList{QStringLiteral("h"), QStringLiteral("help")});
    parser.addOptions({asJson, asCsv, help});
    if (!parser.parse(QStringList{QStringLiteral("asq query")} + invocation.arguments))
        return fail(QStringLiteral("query: ") + parser.errorText());
    if (parser.isSet(help)) {
        print(QLatin1String(helpText));
        return 0;
    }
    if (parser.positionalArguments().size() != 2)
        return fail(QStringLiteral("query: name one recording and one query"));
    if (parser.isSet(asJson) && parser.isSet(asCsv))
        return fail(QStringLiteral("query: --json or --csv, not both"));
    const QString fileName = parser.positionalArguments().first();
    QString sql = parser.positionalArguments().last();
    if (sql == QLatin1String("-")) {
        QFile input;
        if (!input.open(stdin, QIODevice::ReadOnly))
            return fail(QStringLiteral("query: standard input: %1").arg(input.errorString()));
        sql = QString::fromUtf8(input.readAll());
    }
    const trace::Result<trace::TraceFile> file = trace::readTraceFile(fileName);
    if (!file)
        return fail(QStringLiteral("%1: %2").arg(fileName, file.error().toString()));
    std::unique_ptr<AnswerWriter> writer;
    if (parser.isSet(asJson))
        writer = std::make_unique<JsonWriter>();
    else if (parser.isSet(asCsv))
        writer = std::make_unique<CsvWriter>();
    else
        writer = std::make_unique<TableWriter>();
    return run(file->trace, sql, *writer);
}
