#include "script/channelfunctions.h"

#include "script/scripthost.h"

namespace asq::script {

namespace {

Ref<ValueChannel> channelIn(ScriptHost &host, const ScriptArguments &arguments)
{
    host.updatePosition();
    if (const Ref<ValueChannel> channel = arguments.isEmpty() ? Ref<ValueChannel>() : host.channelOf(arguments.at(0)))
        return channel;
    host.engine().throwError(QJSValue::TypeError, QStringLiteral("a channel was expected"));
    throw Failure(host.fromScript(host.engine().catchError()));
}

/// Of an operation that waits nothing is to be seen: what the generator yields is not looked at.
QJSValue givenDirectly(ScriptHost &host, const std::optional<Value> &result)
{
    return result ? host.toScript(*result) : QJSValue();
}

QJSValue put(ScriptHost &host, const ScriptArguments &arguments)
{
    const Ref<ValueChannel> channel = channelIn(host, arguments);
    Value value = host.fromScript(arguments.value(1));
    if (DirectOperation *operation = host.directOperation(arguments))
        return givenDirectly(host, operation->put(channel, std::move(value)));
    return givenBy(host, channel->put(std::move(value)));
}

QJSValue take(ScriptHost &host, const ScriptArguments &arguments)
{
    const Ref<ValueChannel> channel = channelIn(host, arguments);
    if (DirectOperation *operation = host.directOperation(arguments))
        return givenDirectly(host, operation->take(channel, TakenErrors::Recovered));
    return givenBy(host, channel->take());
}

/// Error objects are thrown, or fail the sequence.
QJSValue takeOrThrow(ScriptHost &host, const ScriptArguments &arguments)
{
    const Ref<ValueChannel> channel = channelIn(host, arguments);
    if (DirectOperation *operation = host.directOperation(arguments))
        return givenDirectly(host, operation->take(channel, TakenErrors::Thrown));
    return givenBy(host, channel->takeOrThrow());
}

} // namespace

QJSValue channelFunction(ScriptHost &host, const QString &name)
{
    if (name == QLatin1String("put"))
        return host.natives().function("put", put);
    if (name == QLatin1String("take"))
        return host.natives().function("take", take);
    Q_ASSERT(name == QLatin1String("takem"));
    return host.natives().function("takem", takeOrThrow);
}

QJSValue givenBy(ScriptHost &host, ValueChannel::Operation operation)
{
    if (const Ref<SequenceCore> *sequence = std::get_if<Ref<SequenceCore>>(&operation))
        return host.finished(host.natives().sequence(*sequence, 0));
    return host.toScript(std::get<Value>(operation));
}

} // namespace asq::script
