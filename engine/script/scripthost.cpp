#include "script/scripthost.h"

#include "script/scriptcallables.h"
#include "script/scripthandles.h"

namespace asq::script {

namespace {

/// The host whose prelude describes objects; one program a process, so one host a thread.
thread_local ScriptHost *describer = nullptr;

QString describeObject(const QJSValue &value, int budget)
{
    return describer ? describer->helpers().describe.call({value, budget}).toString() : QStringLiteral("{…}");
}

} // namespace

ScriptHost::ScriptHost(Kernel &kernel, Output output, Report report, ScriptHostOptions options)
    : m_kernel(kernel), m_output(std::move(output)), m_report(std::move(report)), m_options(options)
{
    m_global = m_engine.globalObject();
    QJSEngine::setObjectOwnership(this, QJSEngine::CppOwnership);
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
        {&m_helpers.sequenceApi, "sequenceApi"},
        {&m_helpers.describe, "describe"},
    };
    for (const auto &[member, name] : wanted) {
        *member = table.property(QLatin1String(name));
        Q_ASSERT_X(!member->isUndefined(), "ScriptHost", name);
    }
    m_bridge.setHandleKey(table.property(QStringLiteral("handleKey")));
    describer = this;
    setObjectSummary(describeObject);
    m_language = makeRef<ScriptRunnerLanguage>(*this);
    m_promiseJobs = std::make_unique<PromiseJobs>(m_engine);
    if (m_options.positions) {
        m_instrumenter = std::make_unique<Instrumenter>();
        Instrumenter::prepare(m_engine);
    }
    m_kernel.executor().setTurnHook([this] { drainPromiseJobs(); });
    m_kernel.setBeginning(
        [this](SequenceCore &sequence, const Messages &messages) { beginWith(*this, sequence, messages); });
    m_kernel.setReporter([this](const Messages &errors, EntityId) {
        uncaught(errors.size() == 1 ? errors.front() : Value(arrayOf(errors)), Diagnostic::Kind::Unhandled);
    });
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

bool ScriptHost::evaluate(const QString &name, const QString &text)
{
    SourceText source{name, text, 0, int(m_sites.size()) + 1};
    QString program = text;
    if (m_kernel.observer())
        source.file = m_kernel.observer()->addFile(name, text);
    m_kernel.setPosition({source.file, 1, 0});
    if (m_instrumenter) {
        const auto result = m_instrumenter->instrument(text, source.firstSite);
        if (const SyntaxError *error = std::get_if<SyntaxError>(&result)) {
            m_sources.append(source);
            report({Diagnostic::Kind::Syntax, QStringLiteral("Syntax error: ") + error->message, name, error->line,
                    error->column, sourceLine(name, error->line)});
            return false;
        }
        const Instrumented &instrumented = std::get<Instrumented>(result);
        program = instrumented.text;
        m_sites.append(instrumented.sites);
    }
    m_sources.append(source);

    QStringList stack;
    m_kernel.setPosition({source.file, 1, 0});
    QJSValue result;
    {
        Slice slice(m_kernel, EventKind::Started, EntityId::Program, EventId::None);
        result = m_engine.evaluate(program, name, 1, &stack);
    }
    const bool ok = stack.isEmpty() && !(result.isError() && isInterrupted());
    if (!ok) {
        Diagnostic diagnostic;
        diagnostic.file = name;
        const QString kind = result.property(QStringLiteral("name")).toString();
        if (isInterrupted()) {
            diagnostic.kind = Diagnostic::Kind::Interrupted;
            diagnostic.message = QStringLiteral("Stopped while the program ran");
            locate(diagnostic, result);
            report(diagnostic);
        } else if (result.isError() && kind == QLatin1String("SyntaxError")) {
            diagnostic.kind = Diagnostic::Kind::Syntax;
            diagnostic.message = result.toString();
            locate(diagnostic, result);
            report(diagnostic);
        } else {
            uncaught(fromScript(result));
        }
    }
    m_kernel.executor().runTurnHook();
    return ok;
}

void ScriptHost::drainPromiseJobs()
{
    std::unique_ptr<Slice> slice;
    m_promiseJobs->drain([this, &slice] {
        if (!m_kernel.isObserved())
            return;
        if (m_promiseEntity == EntityId::None)
            m_promiseEntity = m_kernel.spawn(EntityKind::Outside, QStringLiteral("promise jobs"), EntityId::Program,
                                             {});
        slice = std::make_unique<Slice>(m_kernel, EventKind::Started, m_promiseEntity, EventId::None);
    });
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
