#pragma once

#include "core/directoperation.h"
#include "core/kernel.h"
#include "core/runner.h"
#include "core/timer.h"
#include "core/valuechannel.h"
#include "script/bridge.h"
#include "script/diagnostic.h"
#include "script/instrument.h"
#include "script/nativeobjects.h"
#include "script/scriptvalue.h"

#include <QHash>
#include <QJSEngine>
#include <QObject>

#include <functional>
#include <memory>

namespace asq::script {

class AsyncCalls;
class ScriptCoroutine;
class Network;
class ScriptModules;
class ScriptNetwork;

struct ScriptHostOptions {
    /// When somebody observes, every event has its line and column. Costs time in each call.
    bool positions = true;
    quint32 seed = 1;                ///< Of Math.random.
    qint64 epoch = 946'684'800'000;  ///< Milliseconds since 1970 at which the program's clock begins.
    QString responses;               ///< JSON: what answers `fetch` (resources/docs/network.md); "" for nothing.
    QString networkAdvice;           ///< What a person can do when nothing answers.
    Network *network = nullptr;      ///< Answers what no response is for. Lives longer than the host.
};

/// A JavaScript engine with `ASQ`, `console`, the timers and a clock of the executor's. Programs are evaluated as global
/// scripts or modules, one after another, and go on as long as the executor runs.
///
/// Requires: the main thread, with a QCoreApplication.
class ScriptHost : public QObject
{
    Q_OBJECT

public:
    using Output = std::function<void(const QString &line, bool error)>;
    using Report = std::function<void(const Diagnostic &diagnostic)>;

    ScriptHost(Kernel &kernel, Output output, Report report, ScriptHostOptions options = {});
    ~ScriptHost() override;

    /// Runs the text of a file: as a module when it is called .mjs, imports, exports or awaits at its top level, else as a
    /// global script. False when it is no program or threw; the report tells.
    bool evaluate(const QString &name, const QString &text);
    /// Number of diagnostics reported so far.
    int problemCount() const { return m_problems; }
    /// From any thread: script code stops at once with an error that nobody can catch.
    void interrupt();
    bool isInterrupted() const;
    enum class Goal : quint8 { Program, Module };
    /// What the engine is to run for a program text. Its positions are known from then on.
    std::variant<Instrumented, SyntaxError> prepare(const QString &name, const QString &text, Goal goal);
    /// The function that a module became, or an error.
    QJSValue compileModule(const QString &name, const Instrumented &program);
    /// Where the program is now, for a message: "file:line".
    QString place() const;

    // For the adapters of this layer.
    Kernel &kernel() { return m_kernel; }
    QJSEngine &engine() { return m_engine; }
    Value fromScript(QJSValue value);
    QJSValue toScript(const Value &value);
    Messages messagesFromScript(const QJSValue &array);
    QJSValue arrayOf(const Messages &messages);
    /// Calls a user function; throws Failure for what it throws.
    QJSValue call(const QJSValue &function, const Messages &arguments);
    /// Calls a helper of the prelude; throws Failure for what user code below it throws.
    QJSValue helper(const QJSValue &function, const QJSValueList &arguments);
    struct Helpers {
        QJSValue thrown, closed; ///< Marks that results are compared with.
        QJSValue bare; ///< `this` of all callbacks.
        QJSValue call, invokeAttempt, follow, adopt, makeToken, makeWrapper, makeChannel, pick, finished, describe;
    };
    const Helpers &helpers() const { return m_helpers; }
    /// The handle of a script object that the prelude made, or null.
    QObject *handleOf(const QJSValue &value);
    /// The plain sequence that a script value is, or the template's of a reactive one; or null.
    Ref<SequenceCore> plainSequenceOf(const QJSValue &value);
    NativeObjects &natives() { return m_natives; }
    /// A sequence of the first copy of the API, with what extensions add to it.
    QJSValue finished(const QJSValue &sequence)
    {
        return m_isExtended ? helper(m_helpers.finished, {sequence}) : sequence;
    }
    /// The flow that a script value is, or null.
    Ref<Flow> sequenceOf(const QJSValue &value);
    /// The channel that a script value is, or null.
    Ref<ValueChannel> channelOf(const QJSValue &value);
    /// A function with `fail` as a trigger.
    Ref<Trigger> triggerOf(const QJSValue &function);
    /// A script function as the kernel takes it: one of the kernel's own that the script holds, or a new one.
    Ref<Function> functionOf(const QJSValue &function);
    Ref<Step> stepOf(const QJSValue &function);
    /// A script function that calls the handle's `call`, and stands for it when it comes back.
    QJSValue adopt(QObject *handle);
    /// The queue of a copy of the API; the first is the executor's own, null.
    TickQueue *tickQueue(int copy) const { return m_tickQueues.at(copy); }
    bool isBranded(const QJSValue &value);
    /// `trigger` as a program calls it: a function with `fail`, `abort` and `errfcb`.
    QJSValue triggerFunction(const Ref<Trigger> &trigger) { return m_bridge.triggerFunction(trigger); }
    /// What an iterator's next(argument) or throw(argument) gives; throws Failure for what it throws.
    Bridge::Outcome advance(const QJSValue &iterator, Bridge::Method method, const QJSValue &argument);
    /// Calls a user function with script values; throws Failure for what it throws.
    QJSValue callWith(const QJSValue &function, std::span<const QJSValue> arguments)
    {
        return callOn(m_helpers.bare, function, arguments);
    }
    QJSValue callOn(const QJSValue &self, const QJSValue &function, std::span<const QJSValue> arguments);
    /// A property of a value of the program; throws Failure for what its getter throws.
    QJSValue read(const QJSValue &value, Bridge::Key key);
    /// The operation of the goroutine that calls and does nothing but yield what the call gives; mostly null.
    DirectOperation *directOperation(const ScriptArguments &arguments) const;
    /// The coroutine that runs now, of those that are advanced one within another.
    ScriptCoroutine *setAdvancing(ScriptCoroutine *coroutine) { return std::exchange(m_advancing, coroutine); }
    Bridge &bridge() { return m_bridge; }
    /// A sequence that waits for a thenable.
    Ref<SequenceCore> sequenceOfThenable(const QJSValue &thenable);
    bool isThenable(const QJSValue &value);
    /// The kernel will listen to this promise, maybe some turns later: until then a rejection is not reported.
    void takeOver(const QJSValue &promise);
    const Ref<RunnerLanguage> &runnerLanguage() const { return m_language; }
    /// The number of the site announced last.
    int currentSite() const;
    void setCurrentSite(int site);
    /// Brings the kernel's position to the call that is happening. Returns the site, or null.
    const Site *updatePosition();
    /// Name and place of argument `index` of the call that is happening.
    Description describe(const QJSValue &function, int index, const QString &fallback);
    /// The variable that gets what the call makes, or `fallback`.
    QString bindingOr(const QString &fallback);
    /// Runs what user code asked for, and turns what escapes into a script exception.
    template<typename Callable>
    auto guarded(Callable callable) -> decltype(callable());
    /// Something that the program threw and nobody caught.
    void uncaught(const Value &error, Diagnostic::Kind kind = Diagnostic::Kind::Uncaught);

    // Called by the prelude.
    /// The names of contrib's steps, in the order in which sequences list them.
    Q_INVOKABLE QStringList stepNames() const;
    /// The getter that a prototype needs for a method of sequenceMethod().
    Q_INVOKABLE QJSValue methodGetter(const QString &name);
    /// What the sequences of the next copy of the API inherit from. `coreKey`: see NativeObjects.
    Q_INVOKABLE void addPrototype(const QJSValue &prototype, const QJSValue &coreKey)
    {
        m_natives.addPrototype(prototype, coreKey);
    }
    /// The sequence of a handle, as programs see it.
    Q_INVOKABLE QJSValue sequenceFor(QObject *handle, int copy);
    /// A handle for the methods that need one. `core` is what stands under the core key.
    Q_INVOKABLE QJSValue handleFor(const QJSValue &core);
    /// The first copy of the API has extensions.
    Q_INVOKABLE void setExtended() { m_isExtended = true; }
    /// See channelfunctions.h.
    Q_INVOKABLE QJSValue channelFunction(const QString &name);
    Q_INVOKABLE QJSValue createSequence(const QJSValue &arguments, const QJSValue &label, int copy);
    Q_INVOKABLE QJSValue createFailed(const QJSValue &errors, int copy);
    /// Of `__tapSequence`; undefined when the value is no sequence of ours.
    Q_INVOKABLE QJSValue createTap(const QJSValue &sequence, int copy);
    /// A queue for another copy of the API; gives its number.
    Q_INVOKABLE int addTickQueue();
    Q_INVOKABLE QJSValue createIterable(const QJSValue &arguments);
    Q_INVOKABLE QJSValue createReactive(const QJSValue &setup, const QJSValue &api);
    /// A reactive sequence made of others: `kind` is the name that programs know it by.
    Q_INVOKABLE QJSValue createStream(const QString &kind, const QJSValue &sources, const QJSValue &predicate);
    /// A reactive sequence of what an observable sends; `dispose` lets go of that.
    Q_INVOKABLE QJSValue createObserved(const QJSValue &dispose);
    Q_INVOKABLE QJSValue createChannel(double bufferSize);
    /// A channel that closes after `milliseconds`.
    Q_INVOKABLE QJSValue createTimeout(double milliseconds);
    /// The first of the actions that can be done. Of each: its channel, and [value] of a put, undefined of a take.
    Q_INVOKABLE QJSValue alts(const QJSValue &channels, const QJSValue &puts);
    Q_INVOKABLE QJSValue createGo(const QJSValue &generator, const QJSValue &arguments);
    /// A tick of a copy's queue.
    Q_INVOKABLE void schedule(const QJSValue &callback, int copy);
    /// A batch of its own.
    Q_INVOKABLE void setImmediate(const QJSValue &callback);
    Q_INVOKABLE int startTimer(const QJSValue &callback, double milliseconds, bool repeat, const QJSValue &arguments);
    Q_INVOKABLE void stopTimer(const QJSValue &id);
    Q_INVOKABLE double now() const;
    Q_INVOKABLE double epoch() const { return double(m_options.epoch); }
    Q_INVOKABLE double seed() const { return m_options.seed; }
    Q_INVOKABLE void print(const QString &line, bool error);
    Q_INVOKABLE void onUncaught(const QJSValue &handler) { m_onUncaught = handler; }

private:
    struct SourceText {
        QString name;
        QString text;
        quint32 file = 0;
        int firstSite = 0;
    };
    Ref<Runnable> job(const QJSValue &callback, const QString &label);
    Bridge::Outcome settled(Bridge::Outcome outcome);
    void installRuntime();
    void installPrelude();
    bool runModule(const QString &name, const Instrumented &program);
    bool runScript(const QString &name, const QString &program);
    Failure failureOf(const QJSValue &error);
    void report(Diagnostic diagnostic);
    void locate(Diagnostic &diagnostic, const QJSValue &error);
    QString sourceLine(const QString &file, int line) const;

    Kernel &m_kernel;
    Output m_output;
    Report m_report;
    ScriptHostOptions m_options;
    QJSEngine m_engine;
    Bridge m_bridge{*this};
    NativeObjects m_natives{*this};
    QJSValue m_global;
    Helpers m_helpers;
    Ref<RunnerLanguage> m_language;
    std::unique_ptr<AsyncCalls> m_asyncCalls;
    std::unique_ptr<ScriptModules> m_modules;
    std::unique_ptr<ScriptNetwork> m_network;
    QJSValue m_runMain;
    Instrumenter m_instrumenter;
    bool m_everywhere = false; ///< Every call announces its site.
    QList<SourceText> m_sources;
    QList<Site> m_sites;
    QHash<int, Ref<Timer>> m_timers;
    QList<TickQueue *> m_tickQueues{nullptr};
    bool m_hasAdopted = false;
    ScriptCoroutine *m_advancing = nullptr;
    bool m_isExtended = false;
    QJSValue m_onUncaught;
    int m_nextTimer = 1;
    int m_problems = 0;
};

template<typename Callable>
auto ScriptHost::guarded(Callable callable) -> decltype(callable())
{
    using Result = decltype(callable());
    try {
        return callable();
    } catch (...) {
        const Failure failure = Failure::current();
        m_engine.throwError(toScript(failure.value()));
    }
    if constexpr (!std::is_void_v<Result>)
        return Result();
}

} // namespace asq::script
