// Where nobody observes, goroutines, tasks and coroutines go ways of their own through channels, joins and turns. Random
// programs do here what they do with an observer, line by line.
#include "core/channel.h"
#include "core/spawn.h"
#include "typedworld.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace asq;
using namespace std::chrono_literals;

namespace {

struct Note {
    int number = 0;
    bool isError = false;
};

} // namespace

namespace asq {
template<>
struct ValueTraits<Note> {
    static QString summary(const Note &note, int) { return QString::number(note.number); }
    static bool truthy(const Note &) { return true; }
    static bool isError(const Note &note) { return note.isError; }
    static bool equal(const Note &a, const Note &b) { return a.number == b.number; }
};
} // namespace asq

namespace {

/// Takes note of nothing, and makes the kernel take the thorough ways.
class Onlooker final : public Observer
{
public:
    EventId born(const Birth &) override { return EventId{++m_events}; }
    EventId announce(const Announcement &) override { return EventId{++m_events}; }
    quint32 addFile(const QString &, const QString &) override { return 1; }

private:
    quint32 m_events = 0;
};

enum class Act {
    Put,
    Take,
    TakeOrThrow,
    Takes,
    TakeOrPut,
    Puts,
    PutAsync,
    TakeAsync,
    Close,
    Resize,
    Join,
    Spawn,
    Give,
    Turn,
    Wait
};
constexpr int Acts = int(Act::Wait) + 1;

struct Deed {
    Act act = Act::Put;
    int first = 0; ///< Of the channels.
    int second = 0;
    int number = 0;
    bool isError = false;
};
using Plan = QList<Deed>;

Plan randomPlan(QRandomGenerator &random, int channels)
{
    Plan plan;
    for (int left = random.bounded(2, 9); left > 0; --left) {
        // Puts and takes are what most of it is.
        const int act = random.bounded(3) ? random.bounded(int(Act::Puts) + 1) : random.bounded(Acts);
        plan.append({Act(act), random.bounded(channels), random.bounded(channels), random.bounded(100),
                     random.bounded(6) == 0});
    }
    return plan;
}

struct Scene {
    explicit Scene(quint32 seed, Observer *observer) : kernel(executor, observer), random(seed)
    {
        kernel.setReporter([this](const Messages &, EntityId) { write(QStringLiteral("unhandled")); });
        const int count = random.bounded(1, 4);
        for (int i = 0; i < count; ++i)
            channels.emplace_back(kernel, "channel", random.bounded(2) ? 0 : random.bounded(3));
    }
    void write(const QString &line) { journal.append(line); }
    Channel<Note> &channel(int index) { return channels[std::size_t(index)]; }

    VirtualExecutor executor;
    Kernel kernel;
    QRandomGenerator random;
    std::vector<Channel<Note>> channels;
    QStringList journal;
};

QString told(bool put)
{
    return put ? QStringLiteral("put") : QStringLiteral("closed");
}

QString told(const std::optional<Note> &taken)
{
    return taken ? QString::number(taken->number) : QStringLiteral("closed");
}

QString told(const Failure &failure)
{
    return QStringLiteral("threw ") + failure.value().summary(20);
}

template<typename... Results>
QString told(const std::variant<Results...> &chosen)
{
    const QString what = std::visit([](const auto &result) { return told(result); }, chosen);
    return QStringLiteral("%1 of %2").arg(chosen.index()).arg(what);
}

Task<int> child(Scene &scene, Deed deed)
{
    Channel<Note> &channel = scene.channel(deed.first);
    Note note{deed.number, false};
    if (deed.isError)
        co_await channel.put(note);
    co_return deed.number;
}

Task<QString> done(Scene &scene, Deed deed)
{
    Channel<Note> &first = scene.channel(deed.first);
    Channel<Note> &second = scene.channel(deed.second);
    Note note{deed.number, deed.isError};
    switch (deed.act) {
    case Act::Put: co_return told(co_await first.put(note));
    case Act::Take: co_return told(co_await first.take());
    case Act::TakeOrThrow: try { co_return told(co_await first.takeOrThrow());
        } catch (const Failure &failure) {
            co_return told(failure);
        }
    case Act::Takes: co_return told(co_await alts(first.take(), second.take()));
    case Act::TakeOrPut: co_return told(co_await alts(first.take(), second.put(note)));
    case Act::Puts: co_return told(co_await alts(first.put(note), second.put(note)));
    default: co_return QStringLiteral("nothing");
    }
}

/// What ends without waiting, or waits for something else than a channel.
Task<QString> doneOtherwise(Scene &scene, Deed deed)
{
    Channel<Note> &first = scene.channel(deed.first);
    const auto spawned = [&scene, deed] { return child(scene, deed); };
    switch (deed.act) {
    case Act::PutAsync:
        first.putAsync({deed.number, deed.isError}).val([&scene](bool put) { scene.write(told(put)); });
        break;
    case Act::TakeAsync:
        first.takeAsync().val([&scene](std::optional<Note> taken) { scene.write(told(taken)); });
        break;
    case Act::Close:
        if (deed.isError)
            first.close();
        break;
    case Act::Resize: first.setBufferSize(deed.number % 3); break;
    case Act::Join: co_return QString::number(co_await spawn(scene.kernel, "child", spawned));
    case Act::Spawn: spawn(scene.kernel, "child", spawned); break;
    case Act::Wait: {
        const Channel<std::monostate> later = timeout(scene.kernel, std::chrono::milliseconds(deed.number % 3));
        co_await later.take();
        break;
    }
    default: break;
    }
    co_return QStringLiteral("done");
}

bool isOfChannels(const Deed &deed)
{
    return deed.act <= Act::Puts;
}

Task<> actor(Scene &scene, QString name, Plan plan)
{
    for (const Deed &deed : plan) {
        const QString result = isOfChannels(deed) ? co_await done(scene, deed) : co_await doneOtherwise(scene, deed);
        if (deed.act == Act::Give)
            co_yield deed.number;
        scene.write(name + QLatin1Char(' ') + QString::number(int(deed.act)) + QLatin1Char(' ') + result);
    }
}

/// In turn with others; a channel that it waits for holds all of them up.
Task<int> turns(Scene &scene, QString name, Plan plan, Token token)
{
    const Token other(Messages{});
    for (const Deed &deed : plan) {
        if (deed.act == Act::Take)
            scene.write(name + QLatin1Char(' ') + told(co_await scene.channel(deed.first).take()));
        else if (deed.act == Act::Give)
            co_yield deed.number;
        else if (deed.act == Act::Wait)
            co_yield other;
        else if (deed.act == Act::Join && deed.isError)
            throw Failure(Value(deed.number));
        else
            co_yield token;
        scene.write(name + QStringLiteral(" goes on"));
    }
    co_return int(plan.size());
}

QString played(quint32 seed, Observer *observer)
{
    Scene scene(seed, observer);
    std::vector<CoroutineOption> goroutines;
    std::vector<CoroutineOption> coroutines;
    for (int left = scene.random.bounded(2, 5); left > 0; --left) {
        const QString name = QStringLiteral("g%1").arg(left);
        const Plan plan = randomPlan(scene.random, int(scene.channels.size()));
        goroutines.push_back(go(scene.kernel, "goroutine", [&scene, name, plan] { return actor(scene, name, plan); }));
    }
    for (int left = scene.random.bounded(0, 3); left > 0; --left) {
        const QString name = QStringLiteral("s%1").arg(left);
        const Plan plan = randomPlan(scene.random, int(scene.channels.size()));
        spawn(scene.kernel, "task", [&scene, name, plan] { return actor(scene, name, plan); });
    }
    for (int left = scene.random.bounded(1, 4); left > 0; --left) {
        const QString name = QStringLiteral("c%1").arg(left);
        const Plan plan = randomPlan(scene.random, int(scene.channels.size()));
        coroutines.push_back(asq::coroutine(scene.kernel, "coroutine", [&scene, name, plan](Token token) {
            return turns(scene, name, plan, token);
        }));
    }
    for (const std::vector<CoroutineOption> *all : {&goroutines, &coroutines}) {
        std::vector<Ref<CoroutineSource>> sources;
        for (const CoroutineOption &option : *all)
            sources.push_back(option.source);
        const Sequence<> sequence = start(scene.kernel);
        sequence.core()->then(makeRef<RunnerStep>(std::move(sources), makeRef<typed::CppLanguage>()));
        sequence.core()->val(makeFunction([&scene](Messages messages) {
            scene.write(QStringLiteral("over with ") + summary(messages.constData(), messages.size(), 60));
            return Value();
        }));
    }
    scene.executor.run();
    scene.executor.checkInvariants();
    for (const Channel<Note> &channel : scene.channels)
        channel.core()->checkInvariants();
    return scene.journal.join(QLatin1String("\n"));
}

} // namespace

class tst_QuickWays : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void randomProgramsDoTheSameWhetherSomebodyObservesOrNot()
    {
        // ASQ_PROGRAMS: so many instead.
        const quint32 given = quint32(qEnvironmentVariableIntValue("ASQ_PROGRAMS"));
        qsizetype lines = 0;
        for (quint32 seed = 1; seed <= std::max(given, 3'000U); ++seed) {
            Onlooker onlooker;
            const QString observed = played(seed, &onlooker);
            const QString alone = played(seed, nullptr);
            if (alone != observed)
                QFAIL(qPrintable(QStringLiteral("seed %1\nalone:\n%2\nobserved:\n%3").arg(seed).arg(alone, observed)));
            lines += alone.count(u'\n');
        }
        QVERIFY(lines > 15'000); // they do not all wait for ever at once
    }
};

QTEST_APPLESS_MAIN(tst_QuickWays)
#include "tst_quickways.moc"
