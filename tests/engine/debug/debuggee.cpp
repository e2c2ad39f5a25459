// A program for the session's test to start: joins the debugger, announces a few events, and then behaves, or does not,
// as its first argument says. The last two are "--debug-link NAME".
#include "debug/debuggeelink.h"
#include "debug/frame.h"
#include "record/crashguard.h"
#include "record/memoryguard.h"
#include "record/recorder.h"

#include <QCoreApplication>
#include <QLocalSocket>

#include <csignal>
#include <cstdio>
#include <sys/resource.h>
#include <unistd.h>

using namespace asq::debug;
using asq::record::CrashGuard;
using asq::record::MemoryGuard;
using asq::record::Recorder;
using asq::record::RecorderOptions;
using namespace std::chrono_literals;

// Under a sanitizer too the signals end this program: how it ends by them is what is tested.
extern "C" const char *__asan_default_options()
{
    return "handle_segv=0";
}
extern "C" const char *__tsan_default_options()
{
    return "handle_segv=0";
}

namespace {

class Program final : public Controllable
{
public:
    void requestStop() override { m_stopped = true; }
    void setPaused(bool paused) override { m_paused = paused; }
    void step() override { ++m_steps; }

    bool isStopped() const { return m_stopped; }
    bool isPaused() const { return m_paused; }
    int steps() const { return m_steps; }

private:
    std::atomic<bool> m_stopped = false;
    std::atomic<bool> m_paused = false;
    std::atomic<int> m_steps = 0;
};

void announce(Recorder &recorder, int count)
{
    for (int i = 0; i < count; ++i) {
        asq::Announcement announcement;
        announcement.kind = asq::EventKind::Logged;
        announcement.entity = asq::EntityId::Program;
        announcement.text = QStringLiteral("line %1").arg(i);
        recorder.announce(announcement);
    }
}

volatile int sink = 0;

[[noreturn]] void hang()
{
    for (;;)
        sink = sink + 1;
}

// The compiler sees neither that this never ends nor that the frames could be one.
[[gnu::noinline]] int recurse(volatile char *before)
{
    volatile char frame[1024];
    frame[0] = before ? before[0] : '\0';
    const int deeper = sink >= 0 ? recurse(frame) : 0;
    return deeper + frame[0];
}

void eat(Recorder &recorder)
{
    MemoryGuard guard(recorder, MemoryGuard::residentBytes() + 64 * 1024 * 1024);
    std::vector<std::unique_ptr<char[]>> eaten;
    for (;;) {
        constexpr std::size_t Bite = 1024 * 1024;
        eaten.push_back(std::make_unique_for_overwrite<char[]>(Bite));
        for (std::size_t i = 0; i < Bite; i += 4096)
            eaten.back()[i] = 'x';
        if (eaten.size() % 8 == 0)
            usleep(1000); // So that the test never takes much more than its limit.
    }
}

void noCoreFiles()
{
    const rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
}

/// Joins with Recorder and DebuggeeLink, as a real program does.
int runLinked(const QByteArray &behaviour, const QString &name)
{
    auto link = DebuggeeLink::open(DebuggeeLink::addressNamed(name), QStringLiteral("debuggee"));
    if (!link) {
        std::fprintf(stderr, "%s\n", qPrintable(link.error().text));
        return 5;
    }
    Program program;
    (*link.value()).setControllable(&program);
    std::vector<std::unique_ptr<asq::record::Sink>> sinks;
    sinks.push_back((*link.value()).sink());
    Recorder recorder({.interval = RecorderOptions::LiveInterval}, std::move(sinks));
    CrashGuard guard(recorder);
    announce(recorder, 100);

    if (behaviour == "hang")
        hang();
    if (behaviour == "crash")
        raise(SIGSEGV);
    if (behaviour == "abort")
        std::abort();
    if (behaviour == "overflow")
        return recurse(nullptr);
    if (behaviour == "eat")
        eat(recorder);
    if (behaviour == "murdered") {
        recorder.flushNow(5s);
        raise(SIGKILL);
    }
    if (behaviour == "obey") {
        while (!program.isStopped())
            sink = sink + 1;
    }
    if (behaviour == "pause") {
        while (!program.isPaused()) {}
        (*link.value()).report({Activity::Paused, 0, {}});
        while (program.steps() == 0) {}
        announce(recorder, 1);
        while (program.isPaused()) {}
        (*link.value()).report({Activity::Idle, 0, {}});
        while (!program.isStopped()) {}
    }
    if (behaviour == "plenty")
        announce(recorder, 200'000);
    if (behaviour == "talk") {
        std::fputs("to everybody\n", stdout);
        std::fputs("to the wary\n", stderr);
    }
    recorder.finish();
    (*link.value()).setControllable(nullptr);
    const int status = behaviour == "fail" ? 3 : 0;
    (*link.value()).reportEnd(status, behaviour == "fail" ? QStringLiteral("It failed on purpose.") : QString());
    if (behaviour == "linger")
        hang();
    return status;
}

/// Speaks the protocol by hand, wrongly.
int runByHand(const QByteArray &behaviour, const QString &name)
{
    Hello hello;
    hello.secret = behaviour == "stranger" ? QStringLiteral("guessed") : DebuggeeLink::addressNamed(name).secret;
    if (behaviour == "later version")
        hello.version = 77;
    QLocalSocket socket;
    socket.connectToServer(name);
    if (!socket.waitForConnected(5000))
        return 6;
    socket.write(behaviour == "garbage" ? QByteArray("what is this?") : encodedFrame(FrameType::Hello, encoded(hello)));
    socket.waitForReadyRead(5000);
    if (behaviour == "garbage later")
        socket.write(QByteArray(100, '\xee'));
    if (behaviour == "garbage chunk")
        socket.write(encodedFrame(FrameType::Chunk, QByteArray(100, '\xee')));
    if (behaviour == "truncated")
        socket.write(encodedFrame(FrameType::Chunk, QByteArray(100, 'x')).first(50));
    if (behaviour == "commander")
        socket.write(encodedFrame(FrameType::Stop));
    socket.flush();
    if (behaviour == "garbage later" || behaviour == "garbage chunk" || behaviour == "commander")
        hang();
    if (behaviour == "leave") {
        socket.disconnectFromServer();
        hang();
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    noCoreFiles();
    const QByteArray behaviour = argc > 1 ? argv[1] : "";
    const QString name = argc > 3 ? QString::fromLocal8Bit(argv[3]) : QString();
    static const QByteArrayList byHand = {"stranger",      "later version", "garbage",   "garbage later",
                                          "garbage chunk", "truncated",     "commander", "leave"};
    if (behaviour == "silent")
        hang();
    if (behaviour == "quit") {
        std::fputs("no such file\n", stderr);
        return 7;
    }
    return byHand.contains(behaviour) ? runByHand(behaviour, name) : runLinked(behaviour, name);
}
