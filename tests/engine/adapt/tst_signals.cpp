#include "adapt/signals.h"
#include "loopworld.h"

#include <QTest>
#include <QThread>

using namespace asq;

class Sensor : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void opened();
    void measured(int value, const QString &unit);
    void named(QString name);
};

class tst_Signals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSignalWithoutArgumentsIsAwaited();
    void theArgumentsOfASignalAreItsMessages();
    void itListensFromWhenItIsAwaited();
    void aSignalIsASequence();
    void aSenderDestroyedMeanwhileIsAFailure();
    void aSenderDestroyedBeforeIsAFailure();
    void aSignalOfAnotherThreadArrivesOnThisOne();
    void everySignalIsAnEventUntilStopped();
    void eventsEndWithTheSender();
    void nobodyIsCalledAfterTheKernel();
};

void tst_Signals::aSignalWithoutArgumentsIsAwaited()
{
    LoopWorld world;
    Sensor sensor;
    world.start([&]() -> Task<> {
        co_await asq::signal(&sensor, &Sensor::opened);
        world.write("open");
    });
    QTimer::singleShot(0, &sensor, &Sensor::opened);
    QCOMPARE(world.run(1), QStringLiteral("open"));
}

void tst_Signals::theArgumentsOfASignalAreItsMessages()
{
    LoopWorld world;
    Sensor sensor;
    world.start([&]() -> Task<> {
        const QString name = co_await asq::signal(&sensor, &Sensor::named);
        const auto [value, unit] = co_await asq::signal(&sensor, &Sensor::measured);
        world.write(name + QString::number(value) + unit);
    });
    QTimer::singleShot(0, &sensor, [&] {
        Q_EMIT sensor.named(QStringLiteral("oven "));
        QTimer::singleShot(0, &sensor, [&] { Q_EMIT sensor.measured(180, QStringLiteral(" °C")); });
    });
    QCOMPARE(world.run(1), QStringLiteral("oven 180 °C"));
}

void tst_Signals::itListensFromWhenItIsAwaited()
{
    LoopWorld world;
    Sensor sensor;
    world.start([&]() -> Task<> {
        const auto wait = asq::signal(&sensor, &Sensor::named);
        Q_EMIT sensor.named(QStringLiteral("too early"));
        QTimer::singleShot(0, &sensor, [&] { Q_EMIT sensor.named(QStringLiteral("heard")); });
        world.write(co_await wait);
    });
    QCOMPARE(world.run(1), QStringLiteral("heard"));
}

void tst_Signals::aSignalIsASequence()
{
    LoopWorld world;
    Sensor sensor;
    const auto heard = nextSignal(*world.kernel, &sensor, &Sensor::measured).val([](int value, const QString &unit) {
        return unit + QString::number(value);
    });
    world.writeEndOf(heard);
    Q_EMIT sensor.measured(1, QStringLiteral("m"));
    Q_EMIT sensor.measured(2, QStringLiteral("m"));
    QCOMPARE(world.run(1), QStringLiteral("got \"m1\""));
}

void tst_Signals::aSenderDestroyedMeanwhileIsAFailure()
{
    LoopWorld world;
    auto sensor = std::make_unique<Sensor>();
    world.start([&]() -> Task<> {
        QTimer::singleShot(0, [&sensor] { sensor.reset(); });
        try {
            co_await asq::signal(sensor.get(), &Sensor::opened);
        } catch (const Failure &failure) {
            const OutsideError *error = failure.errors.front().get<OutsideError>();
            world.write(error && error->kind == OutsideError::Destroyed ? error->text : QString());
        }
    });
    QCOMPARE(world.run(1), QStringLiteral("the sender of Sensor::opened was destroyed"));
}

void tst_Signals::aSenderDestroyedBeforeIsAFailure()
{
    LoopWorld world;
    world.start([&]() -> Task<> {
        auto sensor = std::make_unique<Sensor>();
        const auto wait = asq::signal(sensor.get(), &Sensor::opened);
        sensor.reset();
        co_await wait;
    });
    QCOMPARE(world.run(1), QStringLiteral("failed there is no sender of Sensor::opened"));
}

void tst_Signals::aSignalOfAnotherThreadArrivesOnThisOne()
{
    LoopWorld world;
    Sensor sensor;
    QThread thread;
    QObject there;
    there.moveToThread(&thread);
    world.start([&]() -> Task<> {
        thread.setObjectName(QStringLiteral("other"));
        thread.start();
        QMetaObject::invokeMethod(&there, [&sensor] { Q_EMIT sensor.named(QThread::currentThread()->objectName()); });
        const QString name = co_await asq::signal(&sensor, &Sensor::named);
        world.write(name + QLatin1String(QThread::currentThread() == &thread ? " there" : " here"));
    });
    const QString journal = world.run(1);
    thread.quit();
    thread.wait();
    QVERIFY2(journal.endsWith(QLatin1String(" here")), qPrintable(journal));
}

void tst_Signals::everySignalIsAnEventUntilStopped()
{
    LoopWorld world;
    Sensor sensor;
    const auto events = signalEvents(*world.kernel, &sensor, &Sensor::named);
    events.steps().val([&](const QString &name) {
        world.write(name);
        if (name == QLatin1String("b"))
            events.stop();
    });
    QTimer::singleShot(0, &sensor, [&] {
        for (const char *name : {"a", "b"})
            Q_EMIT sensor.named(QString::fromLatin1(name));
    });
    QCOMPARE(world.run(2), QStringLiteral("a | b"));
    Q_EMIT sensor.named(QStringLiteral("c"));
    QCOMPARE(world.endKernel(), QStringLiteral("a | b"));
}

void tst_Signals::eventsEndWithTheSender()
{
    LoopWorld world;
    auto sensor = std::make_unique<Sensor>();
    const auto events = signalEvents(*world.kernel, sensor.get(), &Sensor::opened);
    events.onTeardown([&world] { world.write("torn down"); });
    QTimer::singleShot(0, [&sensor] { sensor.reset(); });
    QCOMPARE(world.run(1), QStringLiteral("torn down"));
}

void tst_Signals::nobodyIsCalledAfterTheKernel()
{
    LoopWorld world;
    Sensor sensor;
    const auto events = signalEvents(*world.kernel, &sensor, &Sensor::opened);
    events.steps().val([&world] { world.write("never"); });
    world.start([&]() -> Task<> {
        world.write("waits");
        co_await asq::signal(&sensor, &Sensor::opened);
        world.write("never");
    });
    world.run(1);
    world.kernel.reset();
    Q_EMIT sensor.opened();
    QCOMPARE(world.journal, QStringList(QStringLiteral("waits")));
}

QTEST_GUILESS_MAIN(tst_Signals)
#include "tst_signals.moc"
