#include "cafe.h"
#include "core/virtualexecutor.h"
#include "record/recorder.h"
#include "script/scripthost.h"
#include "trace/traceverifier.h"
#include "workshop.h"

#include <QFile>
#include <QTest>

using namespace asq;

// One program, written in C++ and in JavaScript: the kernel is one, so the events must be the same, in the same order,
// with the same causes and values. Only where they stand in the text differs.

namespace {

record::RecorderOptions inMemory()
{
    record::RecorderOptions options;
    options.keepInMemory = true;
    options.virtualClock = true;
    return options;
}

void bearProgram(record::Recorder &recorder)
{
    recorder.born(
        {EntityId::Program, EntityKind::Program, EntityId::None, EventId::None, QStringLiteral("cafe"), {}, 0});
}

trace::Trace recordCpp(void (*program)(Kernel &))
{
    record::Recorder recorder(inMemory());
    VirtualExecutor executor;
    {
        Kernel kernel(executor, &recorder);
        bearProgram(recorder);
        {
            Slice slice(kernel, EventKind::Started, EntityId::Program, EventId::None);
            program(kernel);
        }
        executor.run();
    }
    return recorder.finish();
}

trace::Trace recordJavaScript(const QString &name, QStringList &output, QStringList &problems)
{
    QFile file(QStringLiteral(EXAMPLES "/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no example");
    record::Recorder recorder(inMemory());
    VirtualExecutor executor;
    {
        Kernel kernel(executor, &recorder);
        bearProgram(recorder);
        script::ScriptHost host(
            kernel, [&output](const QString &line, bool) { output.append(line); },
            [&problems](const script::Diagnostic &diagnostic) { problems.append(diagnostic.text()); });
        host.evaluate(name, QString::fromUtf8(file.readAll()));
        executor.run();
    }
    return recorder.finish();
}

QString line(const trace::Trace &trace, qsizetype i)
{
    const trace::Event &event = trace.event(i);
    return QStringLiteral("%1 %2 %3(%4) other %5 %6 x%7 \"%8\" at %9 ms, caused by %10")
        .arg(i + 1)
        .arg(QLatin1String(trace::name(event.kind)), trace.label(event.entity), trace.spawnPath(event.entity),
             trace.spawnPath(event.other), QLatin1String(trace::name(event.reason)))
        .arg(event.count)
        .arg(trace.string(event.value))
        .arg(event.programTime / 1'000'000)
        .arg(index(event.cause));
}

QStringList lines(const trace::Trace &trace)
{
    QStringList list;
    for (qsizetype i = 0; i < trace.eventCount(); ++i)
        list.append(line(trace, i));
    return list;
}

} // namespace

class tst_TwoLanguages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSameProgramGivesTheSameEventsInBoth_data();
    void theSameProgramGivesTheSameEventsInBoth();
};

void tst_TwoLanguages::theSameProgramGivesTheSameEventsInBoth_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("printed");
    QTest::newRow("cafe") << QStringLiteral("cafe.js")
                          << QStringLiteral(
                                 "open with tea and rolls|second hears from first|first goes on|served: soup|"
                                 "served: pie|repaired: the till jams|order: coffee|order: cake");
    QTest::newRow("workshop") << QStringLiteral("workshop.js")
                              << QStringLiteral(
                                     "rough, red planks|30|caught: too tight after 3|varnish|mending: it broke|"
                                     "as new|open|closing");
}

void tst_TwoLanguages::theSameProgramGivesTheSameEventsInBoth()
{
    QFETCH(QString, name);
    QFETCH(QString, printed);
    QStringList output;
    QStringList problems;
    const QStringList script = lines(recordJavaScript(name, output, problems));
    const trace::Trace cpp = recordCpp(name == QLatin1String("cafe.js") ? cafe : workshop);
    const QStringList native = lines(cpp);
    QCOMPARE(problems, QStringList());
    QCOMPARE(output.join(QLatin1Char('|')), printed);
    for (qsizetype i = 0; i < qMin(script.size(), native.size()); ++i)
        QCOMPARE(native.at(i), script.at(i));
    QCOMPARE(native.size(), script.size());
    QVERIFY(trace::TraceVerifier::verify(cpp).isEmpty());
}

QTEST_GUILESS_MAIN(tst_TwoLanguages)
#include "tst_two_languages.moc"
