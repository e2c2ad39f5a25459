// The same programs on our `ASQ` and on the published library, both in QJSEngine, in pairs one after the other: the ratio
// is what counts, and a busy machine slows both. A program is loaded once, as a function, and its runs are what is timed:
// ours is parsed three times on its way in, for its positions and for what the engine lacks of the language, and that says
// nothing of a rendezvous. The published library comes from node_modules, where npm puts it for the tests; without it our
// own times alone are printed.
#include "core/kernel.h"
#include "core/virtualexecutor.h"
#include "script/scripthost.h"

#include <QCoreApplication>
#include <QFile>
#include <QJSEngine>

#include <algorithm>
#include <cstdio>
#include <vector>

#include <time.h>

namespace {

struct Program {
    const char *name;
    int count; ///< Operations that one run of `text` does.
    const char *text;
    double budget; ///< So many times as fast as the original; 0: none.
};

// COUNT is replaced.
const Program programs[] = {
    {"csp rendezvous", 300,
     "var ch = ASQ.csp.chan();"
     "ASQ().runner(ASQ.csp.go(function* () { for (var i = 0; i < COUNT; i++) yield ASQ.csp.put(ch, i); }),"
     "             ASQ.csp.go(function* () { for (var i = 0; i < COUNT; i++) yield ASQ.csp.take(ch); }));",
     100},
    {"csp buffered put and take", 300,
     "var ch = ASQ.csp.chan(COUNT);"
     "ASQ().runner(ASQ.csp.go(function* () { for (var i = 0; i < COUNT; i++) yield ASQ.csp.put(ch, i);"
     "                                       for (var i = 0; i < COUNT; i++) yield ASQ.csp.take(ch); }));",
     0},
    {"token switch", 4000,
     "function* body(token) { for (var i = 0; i < COUNT / 2; i++) yield token; }"
     "ASQ().runner(body, body);",
     5},
    // No library: what a switch costs at least, with nothing around it.
    {"the engine's own: next of a generator", 4000,
     "function* body() { for (;;) yield 1; } var it = body(); for (var i = 0; i < COUNT; i++) it.next(i);", 0},
    {"sequence step (val), chain of 500", 500,
     "var sq = ASQ(0); for (var i = 0; i < COUNT; i++) sq.val(function (n) { return n + 1; });", 5},
    {"sequence step (then), chain of 500", 500,
     "var sq = ASQ(0); for (var i = 0; i < COUNT; i++) sq.then(function (done, n) { done(n + 1); });", 5},
    {"gate of 10", 100,
     "var sq = ASQ(); function one(done) { done(1); }"
     "for (var i = 0; i < COUNT; i++) sq.gate(one, one, one, one, one, one, one, one, one, one);",
     0},
    {"react event with one step", 500,
     "var push; var rsq = ASQ.react(function (next) { push = next; }).val(function (n) { return n; });"
     "ASQ().val(function () { for (var i = 0; i < COUNT; i++) push(i); });",
     0},
};

/// Defines `program`, a function that does one run.
QString functionOf(const Program &program)
{
    return QStringLiteral("function program() {")
        + QString::fromLatin1(program.text).replace(QLatin1String("COUNT"), QString::number(program.count))
        + QLatin1Char('}');
}

double now()
{
    timespec time = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e9 + double(time.tv_nsec);
}

/// `ASQ` of this project, on the virtual clock.
class Ours
{
public:
    Ours()
        : m_kernel(m_executor),
          m_host(
              m_kernel, [](const QString &, bool) {},
              [](const asq::script::Diagnostic &diagnostic) { qFatal("%s", qPrintable(diagnostic.text())); },
              withoutPositions())
    {
    }
    void load(const Program &program)
    {
        if (!m_host.evaluate(QStringLiteral("bench.js"), functionOf(program)))
            qFatal("%s does not load", program.name);
        m_program = m_host.engine().globalObject().property(QStringLiteral("program"));
    }
    /// Nanoseconds of one run.
    double time()
    {
        const double begin = now();
        const QJSValue result = m_program.call();
        if (result.isError() || !m_executor.run())
            qFatal("it does not run: %s", qPrintable(result.toString()));
        // What the collector found goes when the event loop has its turn: part of what the program costs.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return now() - begin;
    }

private:
    static asq::script::ScriptHostOptions withoutPositions()
    {
        asq::script::ScriptHostOptions options;
        options.positions = false;
        return options;
    }
    asq::VirtualExecutor m_executor;
    asq::Kernel m_kernel;
    asq::script::ScriptHost m_host;
    QJSValue m_program;
};

/// The published library, on a loop that is as short as one can be.
class Original
{
public:
    Original()
    {
        run(QStringLiteral("var queue = [], failed = null;"
                           "function setImmediate(f) { queue.push(f); }"
                           "function setTimeout(f) { queue.push(f); }"
                           "function clearTimeout() {}"
                           "function loop() { for (var i = 0; i < queue.length; i++) queue[i](); queue = []; }"));
        for (const char *file : {"/asynquence/asq.src.js", "/asynquence-contrib/contrib-es6.src.js"}) {
            QFile source(QStringLiteral(NODE_MODULES) + QLatin1String(file));
            if (!source.open(QIODevice::ReadOnly))
                return;
            run(QString::fromUtf8(source.readAll()));
        }
        m_there = true;
    }
    bool isThere() const { return m_there; }
    void load(const Program &program)
    {
        run(functionOf(program));
        m_program = m_engine.globalObject().property(QStringLiteral("program"));
        m_loop = m_engine.globalObject().property(QStringLiteral("loop"));
    }
    double time()
    {
        const double begin = now();
        const QJSValue result = m_program.call();
        const QJSValue end = m_loop.call();
        if (result.isError() || end.isError())
            qFatal("the original: %s %s", qPrintable(result.toString()), qPrintable(end.toString()));
        return now() - begin;
    }

private:
    void run(const QString &text)
    {
        const QJSValue result = m_engine.evaluate(text);
        if (result.isError())
            qFatal("the original: %s", qPrintable(result.toString()));
    }
    QJSEngine m_engine;
    QJSValue m_program;
    QJSValue m_loop;
    bool m_there = false;
};

double median(std::vector<double> times)
{
    std::nth_element(times.begin(), times.begin() + qsizetype(times.size() / 2), times.end());
    return times[times.size() / 2];
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_LOGGING_RULES", "qt.qml.compiler=false");
    const QCoreApplication application(argc, argv);
    Original original;
    Ours ours;
    const int rounds = argc > 2 ? QByteArray(argv[2]).toInt() : 11;
    const bool alone = argc > 3; // bench_script [NAME [ROUNDS [alone]]]
    std::printf("%-38s %12s %12s %8s\n", "", "ours, ns", "original, ns", "ratio");
    for (const Program &program : programs) {
        if (argc > 1 && !QByteArray(program.name).contains(argv[1]))
            continue;
        std::vector<double> mine;
        std::vector<double> theirs;
        ours.load(program);
        if (!alone && original.isThere())
            original.load(program);
        for (int round = 0; round < rounds; ++round) {
            mine.push_back(ours.time() / program.count);
            if (!alone && original.isThere())
                theirs.push_back(original.time() / program.count);
        }
        std::printf("%-38s %12.0f", program.name, median(mine));
        if (!alone && original.isThere())
            std::printf(" %12.0f %8.1f", median(theirs), median(theirs) / median(mine));
        if (program.budget > 0)
            std::printf("  (budget %.0f)", program.budget);
        std::printf("\n");
    }
    return 0;
}
