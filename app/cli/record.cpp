#include "command.h"
#include "console.h"
#include "keptrecording.h"
#include "record/recordingnames.h"
#include "trace/formats/tracefile.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

// asq record: starts a program that is linked with the library, with the environment that makes it record itself. The
// program has the terminal, its own exit code, and all signals.

using asq::record::fileNameFrom;

namespace {

constexpr char helpText[] = R"(Usage: asq record OUT [--values WORD] [--keep LIMITS] -- PROGRAM ARGUMENTS…

Starts PROGRAM and has it record itself into OUT, for `asq inspect`, `asq render` and the window. PROGRAM is any program that
is linked with the library's recorder (asq::record, or asq::asq for all of it); it needs no line of code for that.
`asq run FILE --record OUT` is for scripts.

  OUT            the file; %p in its name is the process id, and then also the programs that PROGRAM starts are recorded
  --values WORD  off, summary (the default) or full, which shows what lists and maps hold
  --keep LIMITS  keep only the end in memory, so much of it: a time, a size or both (30s, 64MiB, 30s,64MiB). It is written
                 to OUT (then OUT-2, …) when there is a reason: SIGUSR1, a crash, an error that nobody handled (ten
                 times at most), a problem that a rule finds when the program has ended, and when the program says so

Exit code: that of PROGRAM, 128 + N when signal N ended it; 1 when it could not be started or recorded nothing.
)";

struct RecordOptions {
    QString file;
    QString values;
    QString keep;
    QStringList command;
};

/// The child's id, for the handler below.
volatile sig_atomic_t s_child = 0;

/// What is sent to us is meant for the program.
extern "C" void passOn(int signal)
{
    if (s_child > 0)
        kill(pid_t(s_child), signal);
}

/// Gives -1, or what kept it from starting. `prepare` is called in the new process, which has a thread only.
template<typename Prepare>
int startProgram(const QStringList &command, pid_t &child, Prepare prepare)
{
    std::vector<QByteArray> texts;
    std::vector<char *> arguments;
    for (const QString &argument : command)
        texts.push_back(argument.toLocal8Bit());
    for (QByteArray &text : texts)
        arguments.push_back(text.data());
    arguments.push_back(nullptr);
    std::array<int, 2> failure = {};
    if (pipe2(failure.data(), O_CLOEXEC) != 0)
        return errno;
    child = fork();
    if (child == 0) {
        prepare();
        execvp(arguments.front(), arguments.data());
        const int error = errno;
        [[maybe_unused]] const ssize_t written = write(failure[1], &error, sizeof error);
        _exit(127);
    }
    close(failure[1]);
    int error = child < 0 ? errno : -1;
    if (child > 0 && read(failure[0], &error, sizeof error) != ssize_t(sizeof error))
        error = -1;
    close(failure[0]);
    return error;
}

int waitFor(pid_t child)
{
    s_child = sig_atomic_t(child);
    for (const int signal : {SIGTERM, SIGHUP, SIGUSR1, SIGUSR2})
        ::signal(signal, passOn);
    // The terminal sends these to both.
    ::signal(SIGINT, SIG_IGN);
    ::signal(SIGQUIT, SIG_IGN);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

bool hasRecorded(const QString &name)
{
    const QFileInfo file(name);
    return file.exists() && (file.size() > 0 || !file.isFile());
}

int record(const RecordOptions &options)
{
    const QString file = QDir::current().absoluteFilePath(options.file);
    // What stands there from before must not be taken for what comes now.
    if (QFileInfo(file).isFile() && !QFile::remove(file))
        return fail(QStringLiteral("record: %1 cannot be written").arg(options.file));
    qputenv("ASQ_RECORD", file.toLocal8Bit());
    if (!options.values.isEmpty())
        qputenv("ASQ_RECORD_VALUES", options.values.toLocal8Bit());
    if (!options.keep.isEmpty()) {
        qputenv("ASQ_RECORD_KEEP", options.keep.toLocal8Bit());
        qputenv("ASQ_RECORD_END", endFileOf(file).toLocal8Bit());
    }
    pid_t child = 0;
    const auto forgetEnd = [&] { QFile::remove(endFileOf(fileNameFrom(file, getpid()))); };
    if (const int error = startProgram(options.command, child, forgetEnd); error >= 0)
        return fail(QStringLiteral("record: %1 cannot be started: %2")
                        .arg(options.command.constFirst(), QString::fromLocal8Bit(std::strerror(error))));
    const int exitCode = waitFor(child);
    if (!options.keep.isEmpty()) {
        if (const QString reason = keptWithReason(fileNameFrom(file, child)); !reason.isEmpty())
            std::fprintf(stderr, "%s\n", reason.toUtf8().constData());
        return exitCode;
    }
    if (hasRecorded(fileNameFrom(file, child)))
        return exitCode;
    const int failed = fail(QStringLiteral("record: %1 recorded nothing. It is not linked with the library's recorder, "
                                           "made no kernel, or records itself elsewhere")
                                .arg(options.command.constFirst()));
    return exitCode ? exitCode : failed;
}

} // namespace

int recordCommand(Invocation &invocation)
{
    const qsizetype separator = invocation.arguments.indexOf(QLatin1String("--"));
    const QStringList own = invocation.arguments.mid(0, separator);
    QCommandLineParser parser;
    const QCommandLineOption values(QStringLiteral("values"), {}, QStringLiteral("WORD"));
    const QCommandLineOption keep(QStringLiteral("keep"), {}, QStringLiteral("LIMITS"));
    const QCommandLineOption help(QStringList{QStringLiteral("h"), QStringLiteral("help")});
    parser.addOptions({values, keep, help});
    if (!parser.parse(QStringList{QStringLiteral("asq record")} + own))
        return fail(QStringLiteral("record: ") + parser.errorText());
    if (parser.isSet(help)) {
        print(QLatin1String(helpText));
        return 0;
    }
    RecordOptions options;
    options.values = parser.value(values);
    options.keep = parser.value(keep);
    options.command = separator < 0 ? QStringList() : invocation.arguments.mid(separator + 1);
    if (parser.positionalArguments().size() != 1 || options.command.isEmpty())
        return fail(QStringLiteral("record: name a file, and after -- the program: asq record OUT -- PROGRAM …"));
    options.file = parser.positionalArguments().constFirst();
    const QStringList words = {QStringLiteral("off"), QStringLiteral("summary"), QStringLiteral("full")};
    if (!options.values.isEmpty() && !words.contains(options.values))
        return fail(
            QStringLiteral("record: values are \"off\", \"summary\" or \"full\", not \"%1\"").arg(options.values));
    return record(options);
}
