#include "script/scriptcallables.h"

#include "script/scripthandles.h"

#include <QScopeGuard>

namespace asq::script {

namespace {

/// The run ends as what `result` is: a sequence, of ours or with a pipe of its own.
void pipeFrom(ScriptHost &host, StepRun &run, const QJSValue &result)
{
    // A reactive sequence has no pipe: it can be given to seq, but not returned to it.
    QJSValue pipe = result.isObject() ? result.property(QStringLiteral("pipe")) : QJSValue();
    if (const Ref<Flow> flow = pipe.isCallable() ? host.sequenceOf(result) : Ref<Flow>()) {
        run.waitsFor(WaitReason::Sequence, flow->entity());
        flow->pipe(run.trigger());
        return;
    }
    if (!pipe.isCallable()) {
        host.engine().throwError(QJSValue::TypeError,
                                 QStringLiteral("a sequence was expected, with pipe(..); the function returned %1")
                                     .arg(Value(result).summary(60)));
        throw Failure(host.fromScript(host.engine().catchError()));
    }
    pipe.callWithInstance(result, {host.triggerFunction(run.trigger())});
}

/// The run ends as a promise does; with `spreads`, a wrapper that it resolves or rejects with is spread.
void follow(ScriptHost &host, StepRun &run, const QJSValue &promise, bool spreads)
{
    run.waitsFor(WaitReason::Promise);
    host.helper(host.helpers().follow, {promise, host.triggerFunction(run.trigger()), spreads});
}

} // namespace

void ScriptStep::run(StepRun &run)
{
    QVarLengthArray<QJSValue, 4> arguments{m_host.triggerFunction(run.trigger())};
    for (const Value &message : run.messages)
        arguments.append(m_host.toScript(message));
    m_host.callWith(m_function, std::span<const QJSValue>(arguments.constData(), std::size_t(arguments.size())));
}

void ScriptSeqStep::run(StepRun &run)
{
    pipeFrom(m_host, run, m_host.call(m_function, run.messages));
}

ScriptPromiseStep::ScriptPromiseStep(ScriptHost &host, QJSValue promise) : m_host(host), m_promise(std::move(promise))
{
    m_host.takeOver(m_promise); // it listens in its turn: a rejection until then is no loose end
}

void ScriptPromiseStep::run(StepRun &run)
{
    QJSValue promise = m_promise;
    if (promise.isCallable() && !m_host.read(promise, Bridge::Key::Then).isCallable())
        promise = m_host.call(promise, run.messages);
    if (!m_host.read(promise, Bridge::Key::Then).isCallable()) {
        m_host.engine().throwError(QJSValue::TypeError,
                                   QStringLiteral("promise(%1) needs a promise, or a function that returns one; got %2")
                                       .arg(description().label, Value(promise).summary(60)));
        throw Failure(m_host.fromScript(m_host.engine().catchError()));
    }
    follow(m_host, run, promise, true);
}

void ScriptPThenStep::run(StepRun &run)
{
    const QJSValue result = m_host.call(m_function, run.messages);
    if (m_host.sequenceOf(result))
        pipeFrom(m_host, run, result);
    else if (m_host.isThenable(result))
        follow(m_host, run, result, false);
    else
        run.complete(spread(m_host.fromScript(result)));
}

void ScriptAttempt::run(StepRun &run, const Ref<Trigger> &giveUp)
{
    m_host.helper(m_host.helpers().invokeAttempt,
                  {m_function, m_host.triggerFunction(run.trigger()), m_host.triggerFunction(giveUp),
                   m_host.arrayOf(run.messages)});
}

DirectOperation *ScriptCoroutine::directOperation(const ScriptArguments &arguments)
{
    // Whoever watches or chooses sees the sequence, and each of its ticks.
    Kernel &kernel = m_host.kernel();
    if (!m_waiter || kernel.isObserved() || kernel.executor().strategy())
        return nullptr;
    return m_host.bridge().isYieldedBy(m_iterator, arguments.place()) ? &m_operation : nullptr;
}

Coroutine::Outcome ScriptCoroutine::next(Value carry)
{
    if (m_operation.hasBegun()) {
        try {
            carry = m_operation.take();
        } catch (...) {
            return outcome(Bridge::Method::Throw, Failure::current().value());
        }
    }
    return outcome(Bridge::Method::Next, carry);
}

Coroutine::Outcome ScriptCoroutine::outcome(Bridge::Method method, const Value &argument)
{
    const QJSValue *script = argument.get<QJSValue>();
    const QJSValue made = script ? QJSValue() : m_host.toScript(argument);
    ScriptCoroutine *const outer = m_host.setAdvancing(this);
    const auto back = qScopeGuard([&] { m_host.setAdvancing(outer); });
    Bridge::Outcome result = m_host.advance(m_iterator, method, script ? *script : made);
    m_host.updatePosition();
    if (m_operation.isReady()) {
        m_operation.begin(*m_waiter);
        return {};
    }
    return {result.done, m_host.fromScript(std::move(result.value)), {}};
}

Ref<Coroutine> ScriptCoroutineSource::start(Run &run, EntityId)
{
    Messages token;
    token.append(run.token());
    const QJSValue made = m_host.call(m_function, token);
    if (m_host.isThenable(made) && !m_host.sequenceOf(made)) {
        m_host.takeOver(made);
        return valueCoroutine(run, m_host.fromScript(made));
    }
    return makeRef<ScriptCoroutine>(m_host, made);
}

Ref<Coroutine> ScriptGoBody::start(Run &run, EntityId, const Ref<ValueChannel> &channel)
{
    const QJSValue token = m_host.toScript(run.token());
    // The goroutines of a run share one channel object.
    QJSValue shared = token.property(QStringLiteral("__channel"));
    if (shared.isUndefined() || m_host.channelOf(shared) != channel) {
        const QJSValue handle = m_host.engine().newQObject(new ChannelHandle(m_host, channel));
        shared = m_host.helper(m_host.helpers().makeChannel, {handle, token});
    }
    Messages arguments;
    arguments.append(m_host.fromScript(shared));
    for (const Value &argument : m_arguments)
        arguments.append(argument);
    return makeRef<ScriptCoroutine>(m_host, m_host.call(m_generator, arguments));
}

void ScriptStore::append(const Value &value)
{
    const QJSValue arguments[] = {m_host.toScript(value)};
    m_host.callOn(m_array, m_host.read(m_array, Bridge::Key::Push), arguments);
}

Value ScriptStore::takeFirst()
{
    return m_host.fromScript(m_host.callOn(m_array, m_host.read(m_array, Bridge::Key::Shift), {}));
}

Value ScriptRunnerLanguage::makeToken(Run &run, const Messages &messages)
{
    const QJSValue handle = m_host.engine().newQObject(new RunHandle(m_host, run));
    return Value(m_host.helper(m_host.helpers().makeToken, {handle, m_host.arrayOf(messages)}));
}

Messages ScriptRunnerLanguage::tokenMessages(const Value &token)
{
    return m_host.messagesFromScript(m_host.toScript(token).property(QStringLiteral("messages")));
}

Ref<ChannelStore> ScriptRunnerLanguage::tokenStore(const Value &token)
{
    return makeRef<ScriptStore>(m_host, m_host.toScript(token).property(QStringLiteral("messages")));
}

Ref<Flow> ScriptRunnerLanguage::flowOf(const Value &value, bool thunks)
{
    const QJSValue *script = value.get<QJSValue>();
    if (!script || !script->isObject())
        return {};
    if (const Ref<Flow> flow = m_host.sequenceOf(*script))
        return flow;
    if (m_host.read(*script, Bridge::Key::Then).isCallable())
        return m_host.sequenceOfThenable(*script);
    if (!thunks || !script->isCallable())
        return {};
    const Ref<SequenceCore> sequence = SequenceCore::create(m_host.kernel(), SequenceCore::Visibility::Hidden);
    sequence->setAwaited({WaitReason::Trigger, EntityId::None});
    sequence->then(makeStep([&host = m_host, thunk = *script](StepRun &run) {
        Messages arguments;
        arguments.append(Value(host.triggerFunction(run.trigger()).property(QStringLiteral("errfcb"))));
        host.call(thunk, arguments);
    }));
    return sequence;
}

} // namespace asq::script
