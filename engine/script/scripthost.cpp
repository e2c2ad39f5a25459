#include "script/scripthost.h"

#include "script/asynccalls.h"
#include "script/compilersilence.h"
#include "script/scriptcallables.h"
#include "script/scripthandles.h"
#include "script/scriptmodules.h"
#include "script/scriptnetwork.h"
#include "script/sequencemethods.h"

namespace asq::script {

namespace {

/// The host whose prelude describes objects; one program a process, so one host a thread.
thread_local ScriptHost *describer = nullptr;

QString describeObject(const QJSValue &value, DetailLimits limits)
{
    return describer ? describer->helpers().describe.call({value, limits.budget, limits.depth}).toString()
                     : QStringLiteral("{…}");
}

} // namespace

ScriptHost::ScriptHost(Kernel &kernel, Output output, Report report, ScriptHostOptions options)
    : m_kernel(kernel), m_output(std::move(output)), m_report(std::move(report)), m_options(options)
{
    m_global = m_engine.globalObject();
    m_everywhere = m_options.positions && m_kernel.isObserved();
    QJSEngine::setObjectOwnership(this, QJSEngine::CppOwnership);
    const CompilerSilence silence;
    Instrumenter::prepare(m_engine);
    installRuntime();
    installPrelude();
    describer = this;
    setObjectSummary(describeObject);
    m_language = makeRef<ScriptRunnerLanguage>(*this);
    m_kernel.executor().setTurnHook([this] { m_asyncCalls->drain(); });
    m_kernel.setBeginning(
        [this](SequenceCore &sequence, const Messages &messages) { beginWith(*this, sequence, messages); });
    m_kernel.setReporter([this](const Messages &errors, EntityId) {
        uncaught(errors.size() == 1 ? errors.front() : Value(arrayOf(errors)), Diagnostic::Kind::Unhandled);
    });
}

void ScriptHost::installRuntime()
{
    m_asyncCalls = std::make_unique<AsyncCalls>(*this);
    m_modules = std::make_unique<ScriptModules>(*this);
    m_network = std::make_unique<ScriptNetwork>(*this, m_options.responses, m_options.networkAdvice, m_options.network);
    const QJSValue runtime = m_engine.importModule(QStringLiteral(":/asq/script/runtime/install.mjs"));
    const QJSValue install = runtime.property(QStringLiteral("install"));
    Q_ASSERT_X(install.isCallable(), "ScriptHost", qPrintable(runtime.toString()));
    const QJSValue table = install.call({m_engine.newQObject(m_asyncCalls.get()), m_engine.newQObject(m_modules.get()),
                                         m_global, m_kernel.isObserved(), m_engine.newQObject(this),
                                         m_engine.newQObject(m_network.get())});
    Q_ASSERT_X(!table.isError(), "ScriptHost",
               qPrintable(table.toString() + table.property(QStringLiteral("stack")).toString()));
    m_asyncCalls->setRunJobs(table.property(QStringLiteral("runJobs")));
    m_asyncCalls->setTakeOver(table.property(QStringLiteral("takeOver")));
    m_runMain = table.property(QStringLiteral("runMain"));
}

void ScriptHost::installPrelude()
{
    // A module: unlike a script, its code keeps what it has looked up, and runs faster for it.
    const QJSValue prelude = m_engine.importModule(QStringLiteral(":/asq/script/prelude.mjs"));
    const QJSValue install = prelude.property(QStringLiteral("install"));
    Q_ASSERT_X(install.isCallable(), "ScriptHost", qPrintable(prelude.toString()));
    const QJSValue table = install.call({m_engine.newQObject(this), m_global});
    Q_ASSERT_X(!table.isError(), "ScriptHost",
               qPrintable(table.toString() + table.property(QStringLiteral("stack")).toString()));
    const std::initializer_list<std::pair<QJSValue *, const char *>> wanted = {
        {&m_helpers.thrown, "thrown"},
        {&m_helpers.closed, "closed"},
        {&m_helpers.bare, "bare"},
        {&m_helpers.call, "call"},
        {&m_helpers.invokeAttempt, "invokeAttempt"},
        {&m_helpers.follow, "follow"},
        {&m_helpers.adopt, "adopt"},
        {&m_helpers.makeToken, "makeToken"},
        {&m_helpers.makeWrapper, "makeWrapper"},
        {&m_helpers.makeChannel, "makeChannel"},
        {&m_helpers.pick, "pick"},
        {&m_helpers.finished, "finished"},
        {&m_helpers.describe, "describe"},
    };
    for (const auto &[member, name] : wanted) {
        *member = table.property(QLatin1String(name));
        Q_ASSERT_X(!member->isUndefined(), "ScriptHost", name);
    }
    m_bridge.setHandleKey(table.property(QStringLiteral("handleKey")));
}

ScriptHost::~ScriptHost()
{
    m_kernel.executor().stop();
    m_kernel.executor().setTurnHook({});
    m_kernel.setBeginning({});
    m_kernel.setReporter({});
    if (describer == this)
        describer = nullptr;
}

std::variant<Instrumented, SyntaxError> ScriptHost::prepare(const QString &name, const QString &text, Goal goal)
{
    SourceText source{name, text, 0, int(m_sites.size()) + 1};
    if (m_kernel.observer())
        source.file = m_kernel.observer()->addFile(name, text);
    m_kernel.setPosition({source.file, 1, 0});
    auto result = m_instrumenter.instrument(text, source.firstSite,
                                            {m_everywhere,
                                             goal == Goal::Module || name.endsWith(QLatin1String(".mjs"))});
    m_sources.append(source);
    if (Instrumented *program = std::get_if<Instrumented>(&result)) {
        m_sites.append(program->sites);
        if (!program->reason.isEmpty())
            m_output(QStringLiteral(
                         "%1: %2: it runs as it is, without positions, and async functions, class fields and what "
                         "else the engine lacks of the language are errors in it")
                         .arg(name, program->reason),
                     true);
    }
    return result;
}

bool ScriptHost::evaluate(const QString &name, const QString &text)
{
    const auto prepared = prepare(name, text, Goal::Program);
    const Position begin{m_kernel.position().file, 1, 0};
    if (const SyntaxError *error = std::get_if<SyntaxError>(&prepared)) {
        report({Diagnostic::Kind::Syntax, QStringLiteral("Syntax error: ") + error->message, name, error->line,
                error->column, sourceLine(name, error->line)});
        return false;
    }
    const Instrumented &program = std::get<Instrumented>(prepared);
    m_kernel.setPosition(begin);
    const bool ok = program.module.isEmpty() ? runScript(name, program.text) : runModule(name, program);
    m_kernel.executor().runTurnHook();
    return ok;
}

QJSValue ScriptHost::compileModule(const QString &name, const Instrumented &program)
{
    const CompilerSilence silence;
    return m_engine.evaluate(program.text, name);
}

bool ScriptHost::runModule(const QString &name, const Instrumented &program)
{
    const QJSValue body = compileModule(name, program);
    if (!body.isCallable()) {
        uncaught(fromScript(body));
        return false;
    }
    Slice slice(m_kernel, EventKind::Started, EntityId::Program, EventId::None);
    return m_runMain.call({name, m_modules->describe(name, body, program.module)}).toBool();
}

bool ScriptHost::runScript(const QString &name, const QString &program)
{
    QStringList stack;
    QJSValue result;
    m_global.setProperty(QStringLiteral("__asq_referrer"), name);
    {
        Slice slice(m_kernel, EventKind::Started, EntityId::Program, EventId::None);
        result = m_engine.evaluate(program, name, 1, &stack);
    }
    if (stack.isEmpty() && !(result.isError() && isInterrupted()))
        return true;
    Diagnostic diagnostic;
    diagnostic.file = name;
    const bool isSyntax = result.isError()
        && result.property(QStringLiteral("name")).toString() == QLatin1String("SyntaxError");
    if (isInterrupted() || !isSyntax) {
        uncaught(fromScript(result));
        return false;
    }
    diagnostic.kind = Diagnostic::Kind::Syntax;
    diagnostic.message = result.toString();
    locate(diagnostic, result);
    report(diagnostic);
    return false;
}

void ScriptHost::interrupt()
{
    m_engine.setInterrupted(true);
}

bool ScriptHost::isInterrupted() const
{
    return m_engine.isInterrupted();
}

} // namespace asq::script
