#include "script/scripthost.h"

#include "core/reactive.h"
#include "script/scriptcallables.h"
#include "script/scripthandles.h"

#include <algorithm>

namespace asq::script {

namespace {

const QString SiteVariable = QStringLiteral("__asq_site");

/// The host whose prelude describes objects; one program a process, so one host a thread.
thread_local ScriptHost *describer = nullptr;

QString describeObject(const QJSValue &value, int budget)
{
    return describer ? describer->helpers().describe.call({value, budget}).toString() : QStringLiteral("{…}");
}

} // namespace

QString Diagnostic::text() const
{
    QString text;
    if (!file.isEmpty()) {
        text = file;
        if (line > 0)
            text += QLatin1Char(':') + QString::number(line);
        if (line > 0 && column > 0)
            text += QLatin1Char(':') + QString::number(column);
        text += QLatin1String(": ");
    }
    text += message;
    if (!sourceLine.isEmpty()) {
        const QString number = QString::number(line).rightJustified(5);
        text += QLatin1Char('\n') + number + QLatin1String(" | ") + sourceLine;
        if (column > 0) {
            // Tabs stay tabs, so that the mark stands where the eye expects it.
            QString indent;
            for (int i = 0; i < column - 1; ++i)
                indent += i < sourceLine.size() && sourceLine.at(i) == QLatin1Char('\t') ? QLatin1Char('\t')
                                                                                         : QLatin1Char(' ');
            text += QLatin1String("\n      | ") + indent + QLatin1Char('^');
        }
    }
    return text;
}

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
        {&m_helpers.finished, "finished"},
        {&m_helpers.closed, "closed"},
        {&m_helpers.call, "call"},
        {&m_helpers.invokeStep, "invokeStep"},
        {&m_helpers.resume, "resume"},
        {&m_helpers.raise, "raise"},
        {&m_helpers.follow, "follow"},
        {&m_helpers.adoptTrigger, "adoptTrigger"},
        {&m_helpers.makeToken, "makeToken"},
        {&m_helpers.makeWrapper, "makeWrapper"},
        {&m_helpers.makeChannel, "makeChannel"},
        {&m_helpers.handleOf, "handleOf"},
        {&m_helpers.isBranded, "isBranded"},
        {&m_helpers.sequenceApi, "sequenceApi"},
        {&m_helpers.describe, "describe"},
    };
    for (const auto &[member, name] : wanted) {
        *member = table.property(QLatin1String(name));
        Q_ASSERT_X(!member->isUndefined(), "ScriptHost", name);
    }
    describer = this;
    setObjectSummary(describeObject);
    m_language = makeRef<ScriptRunnerLanguage>(*this);
    m_promiseJobs = std::make_unique<PromiseJobs>(m_engine);
    if (m_options.positions) {
        m_instrumenter = std::make_unique<Instrumenter>();
        Instrumenter::prepare(m_engine);
    }
    m_kernel.executor().setTurnHook([this] { drainPromiseJobs(); });
    m_kernel.setReporter([this](const Messages &errors, EntityId) {
        uncaught(errors.size() == 1 ? errors.front() : Value(arrayOf(errors)), Diagnostic::Kind::Unhandled);
    });
}

ScriptHost::~ScriptHost()
{
    m_kernel.executor().stop();
    m_kernel.executor().setTurnHook({});
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

Value ScriptHost::fromScript(const QJSValue &value)
{
    if (value.isUndefined())
        return {};
    if (value.isArray() && isBranded(value))
        return Value(MessageWrapper(messagesFromScript(value)));
    return Value(value);
}

QJSValue ScriptHost::toScript(const Value &value)
{
    if (value.isUndefined())
        return {};
    if (const QJSValue *script = value.get<QJSValue>())
        return *script;
    if (const MessageWrapper *wrapper = value.get<MessageWrapper>()) {
        QJSValueList arguments;
        for (const Value &message : wrapper->messages())
            arguments.append(toScript(message));
        return m_helpers.makeWrapper.call(arguments);
    }
    if (value.get<Closed>())
        return m_helpers.closed;
    if (const bool *flag = value.get<bool>())
        return *flag;
    if (const int *number = value.get<int>())
        return *number;
    if (const QString *text = value.get<QString>())
        return *text;
    return value.summary(200);
}

Messages ScriptHost::messagesFromScript(const QJSValue &array)
{
    Messages messages;
    const quint32 length = array.property(QStringLiteral("length")).toUInt();
    for (quint32 i = 0; i < length; ++i)
        messages.append(fromScript(array.property(i)));
    return messages;
}

QJSValue ScriptHost::arrayOf(const Messages &messages)
{
    QJSValue array = m_engine.newArray(uint(messages.size()));
    for (qsizetype i = 0; i < messages.size(); ++i)
        array.setProperty(quint32(i), toScript(messages.at(i)));
    return array;
}

QJSValue ScriptHost::call(const QJSValue &function, const Messages &arguments)
{
    QJSValueList list{function};
    for (const Value &argument : arguments)
        list.append(toScript(argument));
    return helper(m_helpers.call, list);
}

Failure ScriptHost::failureOf(const QJSValue &error)
{
    Failure failure(fromScript(error));
    const QJSValue stack = error.isObject() ? error.property(QStringLiteral("stack")) : QJSValue();
    if (stack.toBool())
        failure.stack = Value(stack);
    return failure;
}

QJSValue ScriptHost::helper(const QJSValue &function, const QJSValueList &arguments)
{
    const QJSValue result = function.call(arguments);
    if (result.strictlyEquals(m_helpers.thrown)) {
        const QJSValue error = m_helpers.thrown.property(QStringLiteral("value"));
        m_helpers.thrown.setProperty(QStringLiteral("value"), QJSValue());
        throw failureOf(error);
    }
    if (isInterrupted())
        throw Failure(Value(QJSValue(QStringLiteral("stopped"))));
    return result;
}

QObject *ScriptHost::handleOf(const QJSValue &value)
{
    return value.isObject() ? m_helpers.handleOf.call({value}).toQObject() : nullptr;
}

Ref<Flow> ScriptHost::sequenceOf(const QJSValue &value)
{
    const FlowHandle *handle = qobject_cast<FlowHandle *>(handleOf(value));
    return handle ? handle->flow() : Ref<Flow>();
}

Ref<ChannelCore> ScriptHost::channelOf(const QJSValue &value)
{
    const ChannelHandle *handle = qobject_cast<ChannelHandle *>(handleOf(value));
    return handle ? handle->channel() : Ref<ChannelCore>();
}

Ref<Trigger> ScriptHost::triggerOf(const QJSValue &function)
{
    if (!function.isCallable()) {
        m_engine.throwError(QJSValue::TypeError, QStringLiteral("pipe needs a trigger: a function, with fail(..)"));
        throw Failure(fromScript(m_engine.catchError()));
    }
    return makeRef<ScriptTrigger>(*this, function);
}

bool ScriptHost::isBranded(const QJSValue &value)
{
    return value.isObject() && m_helpers.isBranded.call({value}).toBool();
}

bool ScriptHost::isThenable(const QJSValue &value)
{
    return value.isObject() && value.property(QStringLiteral("then")).isCallable();
}

Ref<SequenceCore> ScriptHost::sequenceOfThenable(const QJSValue &thenable)
{
    const Ref<SequenceCore> sequence = SequenceCore::create(m_kernel, SequenceCore::Visibility::Hidden);
    sequence->setAwaited({WaitReason::Promise, EntityId::None});
    sequence->then(makeRef<ScriptPromiseStep>(*this, thenable));
    return sequence;
}

int ScriptHost::currentSite()
{
    return m_options.positions ? m_global.property(SiteVariable).toInt() : 0;
}

const Site *ScriptHost::updatePosition()
{
    if (!m_kernel.isObserved())
        return nullptr;
    const int number = currentSite();
    if (number < 1 || number > m_sites.size())
        return nullptr;
    const Site &site = m_sites.at(number - 1);
    const auto source = std::find_if(m_sources.crbegin(), m_sources.crend(),
                                     [number](const SourceText &s) { return s.firstSite <= number; });
    m_kernel.setPosition({source == m_sources.crend() ? 0 : source->file, quint32(site.line), quint32(site.column)});
    return &site;
}

Description ScriptHost::describe(const QJSValue &function, int index, const QString &fallback)
{
    Description description{fallback, m_kernel.position()};
    if (!m_kernel.isObserved())
        return description;
    QString name = function.isCallable() ? function.property(QStringLiteral("name")).toString() : QString();
    const int number = currentSite();
    if (index >= 0 && number >= 1 && number <= m_sites.size()) {
        const Site &site = m_sites.at(number - 1);
        if (index < site.arguments.size()) {
            const SiteArgument &argument = site.arguments.at(index);
            description.position.line = quint32(argument.line);
            description.position.column = quint32(argument.column);
            if (name.isEmpty())
                name = argument.label;
        }
    }
    if (!name.isEmpty() && name != QLatin1String("bound") && name != QLatin1String("goroutine"))
        description.label = name;
    return description;
}

QString ScriptHost::bindingOr(const QString &fallback)
{
    const int number = m_kernel.isObserved() ? currentSite() : 0;
    if (number < 1 || number > m_sites.size())
        return fallback;
    const QString &binding = m_sites.at(number - 1).binding;
    return binding.isEmpty() ? fallback : binding;
}

void ScriptHost::uncaught(const Value &error, Diagnostic::Kind kind)
{
    const QJSValue value = toScript(error);
    if (isInterrupted()) {
        Diagnostic diagnostic{
            Diagnostic::Kind::Interrupted, QStringLiteral("Stopped while the program ran"), {}, 0, 0, {}};
        locate(diagnostic, value);
        report(diagnostic);
        return;
    }
    if (m_onUncaught.isCallable()) {
        m_helpers.call.call({m_onUncaught, value});
        return;
    }
    Diagnostic diagnostic;
    diagnostic.kind = kind;
    const QString text = value.isError() || !value.isObject() ? value.toString()
                                                              : m_helpers.describe.call({value, 400}).toString();
    const QString quoted = value.isString() ? QLatin1Char('"') + text + QLatin1Char('"') : text;
    diagnostic.message = (kind == Diagnostic::Kind::Unhandled
                              ? QStringLiteral("A sequence failed and no or(..) handles it: ")
                              : QStringLiteral("Uncaught: "))
        + quoted;
    locate(diagnostic, value);
    report(diagnostic);
}

void ScriptHost::locate(Diagnostic &diagnostic, const QJSValue &error)
{
    // An error object knows its line. For anything else, and for the column, the last call, yield or throw tells.
    const int line = error.isError() ? error.property(QStringLiteral("lineNumber")).toInt() : 0;
    const QString file = error.isError() ? error.property(QStringLiteral("fileName")).toString() : QString();
    const auto known = std::find_if(m_sources.cbegin(), m_sources.cend(),
                                    [&file](const SourceText &s) { return !file.isEmpty() && file.endsWith(s.name); });
    if (known != m_sources.cend() && line > 0) {
        diagnostic.file = known->name;
        diagnostic.line = line;
    }
    const int number = currentSite();
    if (number >= 1 && number <= m_sites.size()) {
        const Site &site = m_sites.at(number - 1);
        const auto source = std::find_if(m_sources.crbegin(), m_sources.crend(),
                                         [number](const SourceText &s) { return s.firstSite <= number; });
        if (diagnostic.line == 0 && source != m_sources.crend()) {
            diagnostic.file = source->name;
            diagnostic.line = site.line;
        }
        if (diagnostic.line == site.line)
            diagnostic.column = site.column;
    }
    diagnostic.sourceLine = sourceLine(diagnostic.file, diagnostic.line);
}

QString ScriptHost::sourceLine(const QString &file, int line) const
{
    for (const SourceText &source : m_sources)
        if (source.name == file && line > 0)
            return source.text.section(QLatin1Char('\n'), line - 1, line - 1).remove(QLatin1Char('\r'));
    return {};
}

QString ScriptHost::place() const
{
    const int number = m_options.positions ? m_global.property(SiteVariable).toInt() : 0;
    if (number < 1 || number > m_sites.size())
        return m_sources.isEmpty() ? QString() : m_sources.constLast().name;
    const auto source = std::find_if(m_sources.crbegin(), m_sources.crend(),
                                     [number](const SourceText &s) { return s.firstSite <= number; });
    return source->name + QLatin1Char(':') + QString::number(m_sites.at(number - 1).line);
}

void ScriptHost::report(Diagnostic diagnostic)
{
    ++m_problems;
    Position position = m_kernel.position();
    if (diagnostic.line > 0) {
        position.line = quint32(diagnostic.line);
        position.column = quint32(diagnostic.column);
    }
    m_kernel.setPosition(position);
    m_kernel.log(diagnostic.text(), true);
    m_report(diagnostic);
}

// --- called by the prelude ---------------------------------------------------------------------------------------

QJSValue ScriptHost::createSequence(const QJSValue &arguments, const QJSValue &label)
{
    return guarded([&] {
        updatePosition();
        const QString name = label.isString() ? label.toString()
                                              : bindingOr(describe({}, 0, QStringLiteral("sequence")).label);
        auto *handle = new SequenceHandle(*this, SequenceCore::create(m_kernel, SequenceCore::Visibility::Shown, name));
        const QJSValue made = m_engine.newQObject(handle);
        handle->then(arguments);
        return made;
    });
}

QJSValue ScriptHost::createFailed(const QJSValue &errors)
{
    return guarded([&] {
        updatePosition();
        const Ref<SequenceCore> sequence = SequenceCore::create(m_kernel, SequenceCore::Visibility::Shown,
                                                                bindingOr(QStringLiteral("failed")));
        sequence->then(makeStep([list = messagesFromScript(errors)](StepRun &) { throw Failure(list); }));
        sequence->defer();
        return m_engine.newQObject(new SequenceHandle(*this, sequence));
    });
}

QJSValue ScriptHost::createIterable(const QJSValue &arguments)
{
    return guarded([&] {
        updatePosition();
        auto *handle = new IterableHandle(*this,
                                          Iterable::create(m_kernel, Iterable::Visibility::Shown,
                                                           bindingOr(QStringLiteral("iterable"))));
        const QJSValue made = m_engine.newQObject(handle);
        handle->val(arguments);
        return made;
    });
}

QJSValue ScriptHost::createReactive(const QJSValue &setup, const QJSValue &api)
{
    return guarded([&] {
        updatePosition();
        const Ref<Function> function = makeRef<ScriptFunction>(*this, api);
        function->setDescription(describe(setup, 0, QStringLiteral("setup")));
        const Ref<Reactive> reactive = makeRef<Reactive>(m_kernel, function, bindingOr(QStringLiteral("reactive")));
        return m_engine.newQObject(new ReactiveHandle(*this, reactive));
    });
}

QJSValue ScriptHost::createChannel(int bufferSize)
{
    return guarded([&] {
        updatePosition();
        const Ref<ChannelCore> channel = makeRef<ChannelCore>(m_kernel, bufferSize,
                                                              bindingOr(QStringLiteral("channel")));
        return m_engine.newQObject(new ChannelHandle(*this, channel));
    });
}

QJSValue ScriptHost::createGo(const QJSValue &generator, const QJSValue &arguments)
{
    return guarded([&] {
        updatePosition();
        const Ref<GoSource> source = makeRef<GoSource>(
            makeRef<ScriptGoBody>(*this, generator, messagesFromScript(arguments)));
        source->setDescription(describe(generator, 0, QStringLiteral("goroutine")));
        return m_engine.newQObject(new GoHandle(source));
    });
}

void ScriptHost::schedule(const QJSValue &callback)
{
    const EntityId entity = m_kernel.spawn(EntityKind::Handler, QStringLiteral("setImmediate"));
    m_kernel.executor().post(makeRef<CallbackJob>(
                                 [this, callback, entity](EventId cause) {
                                     Slice slice(m_kernel, EventKind::Started, entity, cause);
                                     try {
                                         call(callback, {});
                                     } catch (...) {
                                         uncaught(Failure::current().value());
                                     }
                                 },
                                 entity),
                             m_kernel.cause());
}

int ScriptHost::startTimer(const QJSValue &callback, double milliseconds, bool repeat, const QJSValue &arguments)
{
    updatePosition();
    const int id = m_nextTimer++;
    const Ref<Function> function = makeFunction(
        [this, callback, repeat, id, list = messagesFromScript(arguments)](Messages) {
            if (!repeat)
                m_timers.remove(id);
            return fromScript(call(callback, list));
        });
    function->setDescription(
        describe(callback, 0, repeat ? QStringLiteral("setInterval") : QStringLiteral("setTimeout")));
    m_timers.insert(id,
                    Timer::start(m_kernel, function, qint64(milliseconds * 1'000'000),
                                 repeat ? Timer::Repeat::Always : Timer::Repeat::Once,
                                 [this](const Failure &failure) { uncaught(failure.value()); }));
    return id;
}

void ScriptHost::stopTimer(const QJSValue &id)
{
    if (const Ref<Timer> timer = id.isNumber() ? m_timers.take(id.toInt()) : Ref<Timer>())
        timer->cancel();
}

double ScriptHost::now() const
{
    return double(m_kernel.executor().now()) / 1e6;
}

void ScriptHost::print(const QString &line, bool error)
{
    updatePosition();
    m_kernel.log(line, error);
    m_output(line, error);
}

} // namespace asq::script
