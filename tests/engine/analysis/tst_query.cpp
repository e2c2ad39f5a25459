#include "textworld.h"
#include "tracegenerator.h"

#include "analysis/causality.h"
#include "analysis/query/tracequery.h"
#include "analysis/spans.h"

#include <QTest>

#include <random>

using namespace asq;
using namespace asq::analysis;
using trace::EntityId;
using trace::EventId;

class QueryTest : public QObject
{
    Q_OBJECT

    static QString printed(const trace::Result<TraceQuery::Answer> &answer)
    {
        if (!answer)
            return QLatin1String("error: ") + answer.error().toString();
        QStringList lines = {answer->columns.join(u' ')};
        for (const QueryRow &row : answer->rows) {
            QStringList cells;
            for (const QueryValue &value : row)
                cells.append(toString(value));
            lines.append(cells.join(u' '));
        }
        return lines.join(u'\n');
    }
    static QString ask(const trace::Trace &trace, const char *sql)
    {
        return printed(TraceQuery(trace).answer(QString::fromUtf8(sql)));
    }
    static qint64 number(TraceQuery &query, const QString &sql)
    {
        const trace::Result<TraceQuery::Answer> answer = query.answer(sql);
        if (!answer)
            qFatal("%s: %s", qPrintable(sql), qPrintable(answer.error().toString()));
        return std::get<qint64>(answer->rows.at(0).at(0));
    }

    static constexpr char world[] = R"(
        clock virtual
        file a.js
        | x
        0 created c: channel @1:1
        created p: goroutine @2:1 ^
        started p ^
        2us requested c by p ^ @2:5
        suspended p take on c ^ @2:4
        5us started program
        rendezvous c to p "7" x2 ^
        scheduled p ^
        returned program
        6us resumed p "7" ^p
        completed p
        returned p
    )";

private Q_SLOTS:
    void everyTableHasItsRows()
    {
        const trace::Trace trace = traceFrom(world);
        QCOMPARE(ask(trace, "SELECT * FROM events WHERE id IN (4, 5, 7)"),
                 QStringLiteral("id time real_time kind entity label other cause value reason count file line col\n"
                                "4 2000 2000 requested 2 c 3 3 NULL NULL 0 a.js 2 5\n"
                                "5 2000 2000 suspended 3 p 2 4 NULL take 0 a.js 2 4\n"
                                "7 5000 5000 rendezvous 2 c 3 6 7 NULL 2 NULL NULL NULL"));
        QCOMPARE(ask(trace, "SELECT * FROM entities WHERE id > 1"),
                 QStringLiteral("id kind label parent path state created last file line col\n"
                                "2 channel c 1 0.0 created 1 7 a.js 1 1\n"
                                "3 goroutine p 1 0.1 completed 2 12 a.js 2 1"));
        QCOMPARE(ask(trace, "SELECT * FROM spans WHERE entity = 3"),
                 QStringLiteral("id entity label state reason other begin end begin_time end_time duration\n"
                                "2 3 p created NULL NULL 2 3 0 0 0\n"
                                "3 3 p running NULL NULL 3 5 0 2000 2000\n"
                                "4 3 p blocked take 2 5 8 2000 5000 3000\n"
                                "6 3 p ready NULL NULL 8 10 5000 6000 1000\n"
                                "8 3 p running NULL NULL 10 11 6000 6000 0\n"
                                "9 3 p completed NULL NULL 11 NULL 6000 6000 0"));
        QCOMPARE(ask(trace, "SELECT * FROM waits"),
                 QStringLiteral("id entity label reason other other_label begin end begin_time end_time duration "
                                "ended_by for_ever\n"
                                "1 3 p take 2 c 5 8 2000 5000 3000 1 0"));
        QCOMPARE(ask(trace, "SELECT * FROM causes WHERE event = 10"), QStringLiteral("event cause link\n10 8 order"));
        QCOMPARE(ask(trace, "SELECT count(*) FROM findings"), QStringLiteral("count(*)\n0"));
    }

    void aWaitThatNothingEndsIsForEver()
    {
        const trace::Trace trace = traceFrom("created c: channel\ncreated p: goroutine\nstarted p\nrequested c by p\n"
                                             "suspended p take on c\ncompleted program\n");
        QCOMPARE(ask(trace, "SELECT label, \"end\", ended_by, for_ever FROM waits"),
                 QStringLiteral("label end ended_by for_ever\np NULL NULL 1"));
        QCOMPARE(ask(trace, "SELECT kind, severity, entity, event, entities, events FROM findings"),
                 QStringLiteral("kind severity entity event entities events\nnever settled warning 3 5 [3] [5]"));
    }

    void aMistakeHasItsPlaceAndItsCause_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("error");
        const auto row = [](const char *sql, const char *error) {
            QTest::newRow(sql) << QString::fromUtf8(sql) << QLatin1String("error: ") + QString::fromUtf8(error);
        };
        row("SELECT\n  kindd FROM events", "line 2, column 3: no such column: kindd");
        row("SELECT 'ä', x FROM events", "line 1, column 13: no such column: x");
        row("SELECT * FROM event",
            "line 1, column 15: no such table: event; there are events, entities, spans, waits, causes and findings");
        row("SELEC 1", "line 1, column 1: near \"SELEC\": syntax error");
        row("SELECT (1", "incomplete input");
        row("", "there is no query");
        row("  -- nothing", "there is no query");
        row("SELECT 1; SELECT 2", "one query at a time: there is another one behind the first");
        for (const char *sql : {"CREATE TABLE t(x)", "DELETE FROM events", "INSERT INTO events(id) VALUES (1)",
                                "DROP TABLE events", "PRAGMA page_size = 512", "ATTACH '/tmp/other' AS other",
                                "CREATE TEMP VIEW v AS SELECT 1", "BEGIN", "VACUUM INTO '/tmp/other'"})
            QTest::newRow(sql) << QString::fromLatin1(sql) << QString();
    }

    void aMistakeHasItsPlaceAndItsCause()
    {
        QFETCH(QString, sql);
        QFETCH(QString, error);
        const QString answer = printed(TraceQuery(traceFrom(world)).answer(sql));
        if (error.isEmpty())
            QVERIFY2(answer.startsWith(QLatin1String("error: ")), qPrintable(answer));
        else
            QCOMPARE(answer, error);
    }

    void aCommentOrSemicolonMayFollow()
    {
        QCOMPARE(ask(traceFrom(world), "SELECT 1 AS one; -- that is all\n"), QStringLiteral("one\n1"));
    }

    void aQueryThatNeverEndsIsInterrupted()
    {
        TraceQuery query(traceFrom(world));
        qsizetype rows = 0;
        const trace::Result<qsizetype> result =
            query.run(QStringLiteral("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"),
                      {[](const QStringList &) {},
                       [&](const QueryRow &) {
                           if (++rows == 5)
                               query.interrupt();
                       }});
        QVERIFY(!result);
        QCOMPARE(result.error().text, QStringLiteral("interrupted"));
        QVERIFY(rows >= 5 && rows < 10'000);
        QCOMPARE(printed(query.answer(QStringLiteral("SELECT 2 AS two"))), QStringLiteral("two\n2"));
    }

    /// The ways in that save a scan give what a scan gives.
    void lookingUpGivesWhatScanningGives()
    {
        for (quint32 seed = 1; seed <= 4; ++seed) {
            TraceGenerator generator(seed);
            generator.generate(800);
            const trace::Trace trace = generator.trace();
            TraceQuery query(trace);
            const qint64 count = trace.eventCount();
            QCOMPARE(number(query, QStringLiteral("SELECT count(*) FROM events")), count);
            std::mt19937 random(seed);
            const QStringList operators = {QStringLiteral("<"), QStringLiteral("<="), QStringLiteral(">"),
                                           QStringLiteral(">="), QStringLiteral("=")};
            for (int i = 0; i < 200; ++i) {
                const QString bound = QString::number(double(random() % quint32(2 * count + 20)) / 2 - 5);
                const QString other = QString::number(qint64(random() % quint32(count + 10)) - 5);
                const QString where = QStringLiteral("%1 %2 %3 AND %4 %5 %6")
                                          .arg(QStringLiteral("%1id"), operators.at(random() % 5), bound,
                                               QStringLiteral("%1id"), operators.at(random() % 5), other);
                // A plus before a column hides it from the planner.
                QCOMPARE(number(query,
                                QStringLiteral("SELECT count(*) || '' = count(*) AND count(*) FROM events WHERE ")
                                    + where.arg(QString())),
                         number(query,
                                QStringLiteral("SELECT count(*) || '' = count(*) AND count(*) FROM events WHERE ")
                                    + where.arg(QStringLiteral("+"))));
                QCOMPARE(number(query,
                                QStringLiteral("SELECT total(id) = (SELECT total(id) FROM events WHERE %1) FROM "
                                               "events WHERE %2")
                                    .arg(where.arg(QString()), where.arg(QStringLiteral("+")))),
                         1);
            }
            for (qint64 entity = 0; entity <= trace.entityCount(); ++entity) {
                for (const char *table : {"events", "spans"})
                    QCOMPARE(number(query,
                                    QStringLiteral("SELECT count(*) FROM %1 WHERE entity = %2")
                                        .arg(QLatin1String(table))
                                        .arg(entity)),
                             number(query,
                                    QStringLiteral("SELECT count(*) FROM %1 WHERE +entity = %2")
                                        .arg(QLatin1String(table))
                                        .arg(entity)));
            }
            QCOMPARE(number(query, QStringLiteral("SELECT count(*) FROM causes WHERE event = 50")),
                     Causality(trace).predecessors(EventId{50}).size());
        }
    }

    void spansAreThoseOfTheAnalysis()
    {
        TraceGenerator generator(11);
        generator.generate(600);
        const trace::Trace trace = generator.trace();
        TraceQuery query(trace);
        const Spans spans(trace);
        qsizetype count = 0;
        for (quint32 i = 1; i < quint32(trace.entityCount()); ++i)
            count += spans.of(EntityId{i}).size();
        QCOMPARE(number(query, QStringLiteral("SELECT count(*) FROM spans")), count);
        QCOMPARE(number(query,
                        QStringLiteral("SELECT count(*) FROM spans a JOIN spans b ON b.entity = a.entity AND "
                                       "b.id <> a.id WHERE b.begin >= a.begin AND b.begin < a.\"end\"")),
                 0);
        QCOMPARE(number(query,
                        QStringLiteral("SELECT count(*) FROM waits WHERE duration < 0 OR (\"end\" IS NOT NULL "
                                       "AND for_ever = 1)")),
                 0);
    }
};

QTEST_APPLESS_MAIN(QueryTest)
#include "tst_query.moc"
