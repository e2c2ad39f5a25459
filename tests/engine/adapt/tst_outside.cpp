#include "adapt/futures.h"
#include "core/typedrunner.h"
#include "core/virtualexecutor.h"
#include "record/recorder.h"
#include "trace/traceverifier.h"

#include <QTest>

using namespace asq;

// What a recording tells of an operation of the outside.
class tst_Outside : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCoroutineWaitsForTheOperation();
    void aStepWaitsForTheOperation();
    void aFailureIsOneOfTheOperation();

private:
    /// The events of operations and of who waits for them, a line each.
    template<typename F>
    static QStringList record(F program)
    {
        record::RecorderOptions options;
        options.keepInMemory = true;
        options.virtualClock = true;
        record::Recorder recorder(options);
        VirtualExecutor executor;
        {
            Kernel kernel(executor, &recorder);
            recorder.born(
                {EntityId::Program, EntityKind::Program, EntityId::None, EventId::None, QStringLiteral("test"), {}, 0});
            program(kernel, executor);
        }
        const trace::Trace trace = recorder.finish();
        QStringList lines;
        for (const trace::Contradiction &contradiction : trace::TraceVerifier::verify(trace))
            lines.append(contradiction.text);
        for (const trace::Event &event : trace.events()) {
            const bool ofOutside = trace.entity(event.entity).kind == trace::EntityKind::Outside;
            if ((ofOutside && event.kind != trace::EventKind::Created) || event.reason == trace::WaitReason::Promise)
                lines.append(QStringLiteral("%1 %2 %3%4")
                                 .arg(QLatin1String(trace::name(event.kind)), trace.label(event.entity),
                                      trace.label(event.other), trace.string(event.value)));
        }
        return lines;
    }
};

void tst_Outside::aCoroutineWaitsForTheOperation()
{
    QPromise<int> promise;
    promise.start();
    QString journal;
    const QStringList lines = record([&](Kernel &kernel, VirtualExecutor &executor) {
        Runner(kernel).go("asks", [&]() -> Task<> { journal = QString::number(co_await promise.future()); }).start();
        executor.run();
        promise.addResult(5);
        promise.finish();
        QCoreApplication::processEvents();
        executor.run();
    });
    QCOMPARE(journal, QStringLiteral("5"));
    QCOMPARE(lines,
             QStringList({QStringLiteral("suspended asks future of int"), QStringLiteral("delivered future of int 5"),
                          QStringLiteral("completed future of int 5")}));
}

void tst_Outside::aStepWaitsForTheOperation()
{
    QPromise<void> promise;
    promise.start();
    const QStringList lines = record([&](Kernel &kernel, VirtualExecutor &executor) {
        start(kernel).promise(named("load", [&promise] { return promise.future(); }));
        executor.run();
        promise.finish();
        QCoreApplication::processEvents();
        executor.run();
    });
    QCOMPARE(lines,
             QStringList({QStringLiteral("suspended load future of void"), QStringLiteral("delivered future of void "),
                          QStringLiteral("completed future of void ")}));
}

void tst_Outside::aFailureIsOneOfTheOperation()
{
    const QStringList lines = record([](Kernel &kernel, VirtualExecutor &executor) {
        QPromise<int> promise;
        promise.start();
        promise.future().cancel();
        promise.finish();
        fromFuture(kernel, promise.future()).onError([](const Error &) {});
        executor.run();
    });
    QCOMPARE(lines,
             QStringList({QStringLiteral("delivered future of int the future was cancelled"),
                          QStringLiteral("failed future of int the future was cancelled")}));
}

QTEST_GUILESS_MAIN(tst_Outside)
#include "tst_outside.moc"
