#include "command.h"
#include "console.h"
#include "programrun.h"
#include "record/recordingnames.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <csignal>
#include <cstdio>
#include <thread>
#include <unistd.h>

// asq run: the files in order as global scripts.

namespace {

constexpr char helpText[] = R"(Usage: asq run FILE… [--virtual] [--record OUT]

Evaluates the files in order as global scripts, with ASQ, console and timers, and prints what the program prints; "-" is
standard input. A file named .mjs, or one that imports, exports or awaits at its top level, is a module. Ends when nothing
is left to happen. Errors go to stderr with file, line, column and the line itself.

  --virtual          on a virtual clock: timers take no time, and every run is the same
  --record OUT       also writes what happens, for `asq inspect`, `asq render` and the window
  --values WORD      of the recording: off, summary (the default) or full, which shows what lists and objects hold
  --keep LIMITS      of the recording keep only the end in memory, so much of it: a time, a size or both (30s, 64MiB, 30s,64MiB).
                     It is written to OUT (then OUT-2, …) on SIGUSR1, on a crash, and when a rule finds a problem at the end
  --until SECONDS    of the virtual clock: end there at the latest (3600)
  --memory MIB       end when the process holds more (1024)
  --seed N           of Math.random (1)
  --responses FILE   what answers fetch(); otherwise PROGRAM.responses.json, if it is there
  --network          fetch() goes out for what no response is for; only on the real clock
  --no-positions     a recording's events have no lines: the program runs faster while it is recorded
  --debug-link NAME  joins the debugger that listens there; used by the window

Exit code: 0; 1 after an error; 130 when it was stopped; 86 when it passed the memory limit.
)";

QString readFile(const QString &name, QString &error)
{
    QFile file(name);
    const bool opened = name == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly)
                                                   : file.open(QIODevice::ReadOnly);
    if (!opened) {
        error = QStringLiteral("%1: %2").arg(name, file.errorString());
        return {};
    }
    return QString::fromUtf8(file.readAll());
}

/// Responses for `fetch`: in `name`, or beside the first program if there is such a file.
bool readResponses(RunOptions &options, const QString &name, QString &error)
{
    const QFileInfo program(options.files.constFirst().name);
    options.responsesName = name.isEmpty()
        ? QDir(program.path()).filePath(program.completeBaseName() + QStringLiteral(".responses.json"))
        : name;
    options.responsesName = QDir::cleanPath(options.responsesName);
    if (name.isEmpty() && !QFileInfo(options.responsesName).isFile())
        return true;
    options.responses = readFile(options.responsesName, error);
    if (!error.isEmpty())
        return false;
    QJsonParseError parsed;
    const QByteArray bytes = options.responses.toUtf8();
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parsed);
    if (parsed.error != QJsonParseError::NoError)
        error = QStringLiteral("%1:%2: %3")
                    .arg(options.responsesName)
                    .arg(bytes.left(parsed.offset).count('\n') + 1)
                    .arg(parsed.errorString());
    else if (!document.isArray())
        error = QStringLiteral("%1: a list of responses is needed, in [ and ]").arg(options.responsesName);
    return error.isEmpty();
}

/// Ctrl-C stops the program in good order; a second one at once. Signals are waited for on a thread of their own, since
/// the program's thread may be in an endless loop.
void stopOnSignals(ProgramRun &run)
{
    std::thread([&run] {
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGINT);
        sigaddset(&signals, SIGTERM);
        int received = 0;
        sigwait(&signals, &received);
        run.requestStop();
        sigwait(&signals, &received);
        _exit(128 + received);
    }).detach();
}

void blockSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

/// Where the run is recorded, and how much: the options have the last word, the environment the one before.
bool readRecording(RunOptions &options, const QString &file, const QString &values, const QString &keep, QString &error)
{
    const QString asked = file.isEmpty() ? qEnvironmentVariable(asq::record::FileVariable) : file;
    options.recordTo = asq::record::fileNameFrom(asked);
    if (!asked.contains(QLatin1String("%p")))
        qunsetenv(asq::record::FileVariable); // The programs that this one starts would write over the file.
    if (!keep.isEmpty()) {
        const auto limits = asq::record::keepFromWord(keep);
        error = !limits       ? QStringLiteral("run: ") + limits.error().text
            : asked.isEmpty() ? QStringLiteral("run: --keep needs a file to write to: --record OUT")
                              : QString();
        if (!error.isEmpty())
            return false;
        options.keep = *limits;
    }
    const QString word = values.isEmpty() ? qEnvironmentVariable(asq::record::ValuesVariable) : values;
    if (word.isEmpty())
        return true;
    const auto chosen = asq::record::valuesFromWord(word);
    if (!chosen) {
        error = QStringLiteral("run: ") + chosen.error().text;
        return false;
    }
    options.values = *chosen;
    return true;
}

bool readNumber(const QCommandLineParser &parser, const QCommandLineOption &option, qint64 &number, QString &error)
{
    if (!parser.isSet(option))
        return true;
    bool ok = false;
    number = parser.value(option).toLongLong(&ok);
    if (!ok || number < 1)
        error = QStringLiteral("run: --%1 needs a number above 0, not \"%2\"")
                    .arg(option.names().constFirst(), parser.value(option));
    return error.isEmpty();
}

} // namespace

int runCommand(Invocation &invocation)
{
    blockSignals(); // before any thread is made
    QCoreApplication application(invocation.argc, invocation.argv);
    QCommandLineParser parser;
    const QCommandLineOption onVirtual(QStringLiteral("virtual"));
    const QCommandLineOption record(QStringLiteral("record"), {}, QStringLiteral("OUT"));
    const QCommandLineOption values(QStringLiteral("values"), {}, QStringLiteral("WORD"));
    const QCommandLineOption keep(QStringLiteral("keep"), {}, QStringLiteral("LIMITS"));
    const QCommandLineOption until(QStringLiteral("until"), {}, QStringLiteral("SECONDS"));
    const QCommandLineOption memory(QStringLiteral("memory"), {}, QStringLiteral("MIB"));
    const QCommandLineOption seed(QStringLiteral("seed"), {}, QStringLiteral("N"));
    const QCommandLineOption noPositions(QStringLiteral("no-positions"));
    const QCommandLineOption responses(QStringLiteral("responses"), {}, QStringLiteral("FILE"));
    const QCommandLineOption network(QStringLiteral("network"));
    const QCommandLineOption link(QStringLiteral("debug-link"), {}, QStringLiteral("NAME"));
    const QCommandLineOption help(QStringList{QStringLiteral("h"), QStringLiteral("help")});
    parser.addOptions(
        {onVirtual, record, values, keep, until, memory, seed, responses, network, noPositions, link, help});
    if (!parser.parse(QStringList{QStringLiteral("asq run")} + invocation.arguments))
        return fail(QStringLiteral("run: ") + parser.errorText());
    if (parser.isSet(help)) {
        print(QLatin1String(helpText));
        return 0;
    }
    if (parser.positionalArguments().isEmpty())
        return fail(QStringLiteral("run: name a program"));

    RunOptions options;
    QString error;
    for (const QString &name : parser.positionalArguments()) {
        options.files.append({name == QLatin1String("-") ? QStringLiteral("stdin") : name, readFile(name, error)});
        if (!error.isEmpty())
            return fail(error);
    }
    qint64 megabytes = 0;
    qint64 seedNumber = 1;
    if (!readNumber(parser, until, options.untilSeconds, error) || !readNumber(parser, memory, megabytes, error)
        || !readNumber(parser, seed, seedNumber, error)
        || !readRecording(options, parser.value(record), parser.value(values), parser.value(keep), error))
        return fail(error);
    options.memoryLimit = megabytes * 1024 * 1024;
    options.seed = quint32(seedNumber);
    options.positions = !parser.isSet(noPositions);
    options.virtualClock = parser.isSet(onVirtual);
    options.network = parser.isSet(network);
    if (options.network && options.virtualClock)
        return fail(QStringLiteral("run: --network needs the real clock; leave --virtual out"));
    if (!readResponses(options, parser.value(responses), error))
        return fail(error);
    if (parser.isSet(link))
        options.debugger = asq::debug::DebuggeeLink::addressNamed(parser.value(link));
    ProgramRun run(std::move(options));
    stopOnSignals(run);
    const int exitCode = run.run();
    std::fflush(stdout);
    // The thread that waits for signals is still there; leaving main() would end it in the middle of a wait.
    _exit(exitCode);
}
