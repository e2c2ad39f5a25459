#include "adapt/futures.h"
#include "adapt/iodevices.h"
#include "adapt/processes.h"
#include "adapt/signals.h"
#include "adapt/timers.h"
#include "loopworld.h"

#include <QBuffer>
#include <QTest>

#include <random>

using namespace asq;
using namespace std::chrono_literals;

// What the adapters wait for, and the kernel, destroyed in any order at any moment: nobody is called that is gone, and
// every frame and closure goes.
namespace {

struct Counted {
    static inline int alive = 0;
    Counted() { ++alive; }
    Counted(const Counted &) { ++alive; }
    Counted &operator=(const Counted &) = default;
    ~Counted() { --alive; }
};

class Source : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void changed(int value);
};

/// A device of which nothing ever comes.
class Silent : public QIODevice
{
public:
    Silent() { open(QIODevice::ReadOnly); }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *, qint64) override { return 0; }
    qint64 writeData(const char *, qint64) override { return 0; }
};

/// What is waited for; each may be destroyed by itself.
struct Outsides {
    std::unique_ptr<QTimer> timer = std::make_unique<QTimer>();
    std::unique_ptr<Source> source = std::make_unique<Source>();
    std::unique_ptr<QPromise<Counted>> promise = std::make_unique<QPromise<Counted>>();
    std::unique_ptr<Silent> device = std::make_unique<Silent>();
    std::unique_ptr<QProcess> process = std::make_unique<QProcess>();

    Outsides()
    {
        promise->start();
        timer->start(0);
    }
    void destroy(unsigned which)
    {
        switch (which) {
        case 0: return timer.reset();
        case 1: return source.reset();
        case 2: return promise.reset();
        case 3: return device.reset();
        default: return process.reset();
        }
    }
    void happen(unsigned which, unsigned random)
    {
        if (which == 1 && source) {
            Q_EMIT source->changed(int(random));
        } else if (which == 2 && promise && !promise->future().isFinished()) {
            promise->addResult(Counted());
            promise->finish();
        } else if (which == 3 && device) {
            device->close();
        }
    }
};

void startWaiting(LoopWorld &world, Outsides &outsides)
{
    Kernel &kernel = *world.kernel;
    const QFuture<Counted> future = outsides.promise->future();
    signalEvents(kernel, outsides.source.get(), &Source::changed).steps().val([c = Counted()](int) {});
    const auto handled = [c = Counted()](const Error &) {};
    Runner(kernel)
        .go("signal",
            [&outsides, c = Counted()]() -> Task<> {
                const auto wait = asq::signal(outsides.source.get(), &Source::changed);
                for (int i = 0; i < 3; ++i)
                    co_await wait;
            })
        .start()
        .onError(handled);
    Runner(kernel)
        .go("timer", [&outsides, c = Counted()]() -> Task<> { co_await outsides.timer.get(); })
        .start()
        .onError(handled);
    Runner(kernel).go("future", [future, c = Counted()]() -> Task<> { co_await future; }).start().onError(handled);
    const DeviceWait wait = line(outsides.device.get());
    Runner(kernel).go("line", [wait, c = Counted()]() -> Task<> { co_await wait; }).start().onError(handled);
    start(kernel)
        .gate(future, delay(kernel, 1ms), outsides.process.get())
        .val([c = Counted()](const Counted &, std::monostate, int) {})
        .onError(handled);
    const QFuture<Counted> back = toFuture(start(kernel).promise(future));
    fromFuture(kernel, back).onError(handled);
}

} // namespace

class tst_AdaptDestruction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anythingMayBeDestroyedAtAnyMoment();
};

void tst_AdaptDestruction::anythingMayBeDestroyedAtAnyMoment()
{
    for (unsigned seed = 0; seed < 150; ++seed) {
        std::mt19937 random(seed);
        {
            auto world = std::make_unique<LoopWorld>();
            Outsides outsides;
            startWaiting(*world, outsides);
            for (int deed = 0; deed < 12; ++deed) {
                const unsigned which = random() % 5;
                switch (random() % 8) {
                case 0: outsides.destroy(which); break;
                case 1: outsides.happen(which, random()); break;
                case 2:
                    if (deed > 8)
                        world->kernel.reset();
                    break;
                default: QCoreApplication::processEvents();
                }
            }
            if (random() % 2 == 0)
                world.reset();
        }
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY2(Counted::alive == 0, qPrintable(QStringLiteral("seed %1 leaves %2").arg(seed).arg(Counted::alive)));
    }
}

QTEST_GUILESS_MAIN(tst_AdaptDestruction)
#include "tst_adaptdestruction.moc"
