// What the host does with values: from the script into the kernel and back, and calls of script functions.
#include "core/try.h"
#include "script/asynccalls.h"
#include "script/scriptcallables.h"
#include "script/scripthandles.h"
#include "script/scripthost.h"
#include "script/scriptinternals.h"

namespace asq::script {

Value ScriptHost::fromScript(QJSValue value)
{
    if (value.isUndefined())
        return {};
    if (value.isArray() && isBranded(value))
        return Value(MessageWrapper(messagesFromScript(value)));
    return Value(std::move(value));
}

QJSValue ScriptHost::toScript(const Value &value)
{
    if (value.isUndefined())
        return {};
    if (const QJSValue *script = value.get<QJSValue>())
        return *script;
    if (const MessageWrapper *wrapper = value.get<MessageWrapper>()) {
        return m_helpers.makeWrapper.call({arrayOf(wrapper->messages())});
    }
    if (const Caught *caught = value.get<Caught>()) {
        QJSValue object = m_engine.newObject();
        object.setProperty(QStringLiteral("catch"), toScript(caught->error()));
        return object;
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
    for (const QJSValue &element : Bridge::elementsOf(array))
        messages.append(fromScript(element));
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
    QVarLengthArray<QJSValue, 4> list;
    for (const Value &argument : arguments)
        list.append(toScript(argument));
    return callWith(function, std::span<const QJSValue>(list.constData(), std::size_t(list.size())));
}

QJSValue ScriptHost::callOn(const QJSValue &self, const QJSValue &function, std::span<const QJSValue> arguments)
{
    if (function.isCallable())
        return settled(m_bridge.call(function, self, arguments)).value;
    return helper(m_helpers.call, {function}); // The engine has the words for it.
}

QJSValue ScriptHost::read(const QJSValue &value, Bridge::Key key)
{
    return settled(m_bridge.read(value, key)).value;
}

Bridge::Outcome ScriptHost::advance(const QJSValue &iterator, Bridge::Method method, const QJSValue &argument)
{
    return settled(m_bridge.advance(iterator, method, argument));
}

Bridge::Outcome ScriptHost::settled(Bridge::Outcome outcome)
{
    if (outcome.threw)
        throw failureOf(outcome.value);
    if (isInterrupted())
        throw Failure(Value(QJSValue(QStringLiteral("stopped"))));
    return outcome;
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
    return m_bridge.handleOf(value);
}

Ref<Flow> ScriptHost::sequenceOf(const QJSValue &value)
{
    if (const Ref<SequenceCore> sequence = m_natives.sequenceOf(value))
        return sequence;
    const FlowHandle *handle = qobject_cast<FlowHandle *>(handleOf(value));
    return handle ? handle->flow() : Ref<Flow>();
}

Ref<SequenceCore> ScriptHost::plainSequenceOf(const QJSValue &value)
{
    if (const Ref<SequenceCore> sequence = m_natives.sequenceOf(value))
        return sequence;
    const SequenceHandle *handle = qobject_cast<SequenceHandle *>(handleOf(value));
    return handle ? handle->sequence() : Ref<SequenceCore>();
}

Ref<ValueChannel> ScriptHost::channelOf(const QJSValue &value)
{
    const ChannelHandle *handle = qobject_cast<ChannelHandle *>(handleOf(value));
    return handle ? handle->channel() : Ref<ValueChannel>();
}

Ref<Trigger> ScriptHost::triggerOf(const QJSValue &function)
{
    if (!function.isCallable()) {
        m_engine.throwError(QJSValue::TypeError, QStringLiteral("pipe needs a trigger: a function, with fail(..)"));
        throw Failure(fromScript(m_engine.catchError()));
    }
    return makeRef<ScriptTrigger>(*this, function);
}

QJSValue ScriptHost::adopt(QObject *handle)
{
    m_hasAdopted = true;
    return m_helpers.adopt.call({m_engine.newQObject(handle)});
}

Ref<Function> ScriptHost::functionOf(const QJSValue &function)
{
    const FunctionHandle *handle = m_hasAdopted ? qobject_cast<FunctionHandle *>(handleOf(function)) : nullptr;
    return handle ? handle->function() : makeRef<ScriptFunction>(*this, function);
}

Ref<Step> ScriptHost::stepOf(const QJSValue &function)
{
    const StepHandle *handle = m_hasAdopted ? qobject_cast<StepHandle *>(handleOf(function)) : nullptr;
    return handle ? handle->step() : makeRef<ScriptStep>(*this, function);
}

DirectOperation *ScriptHost::directOperation(const ScriptArguments &arguments) const
{
    return m_advancing ? m_advancing->directOperation(arguments) : nullptr;
}

bool ScriptHost::isBranded(const QJSValue &value)
{
    return value.isObject() && !value.isCallable() && m_bridge.isTruthy(value, Bridge::Key::Brand);
}

bool ScriptHost::isThenable(const QJSValue &value)
{
    return m_bridge.property(value, Bridge::Key::Then).isCallable();
}

void ScriptHost::takeOver(const QJSValue &promise)
{
    m_asyncCalls->takeOver(promise);
}

Ref<SequenceCore> ScriptHost::sequenceOfThenable(const QJSValue &thenable)
{
    const Ref<SequenceCore> sequence = SequenceCore::create(m_kernel, SequenceCore::Visibility::Hidden);
    sequence->setAwaited({WaitReason::Promise, EntityId::None});
    sequence->then(makeRef<ScriptPromiseStep>(*this, thenable));
    return sequence;
}

} // namespace asq::script
