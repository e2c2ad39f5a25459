#pragma once

#include "core/go.h"
#include "core/step.h"
#include "core/until.h"
#include "script/scripthost.h"

namespace asq::script {

/// A script function that gives a value back.
class ScriptFunction final : public Function
{
public:
    ScriptFunction(ScriptHost &host, QJSValue function) : m_host(host), m_function(std::move(function)) {}
    Value call(Messages arguments) override { return m_host.fromScript(m_host.call(m_function, arguments)); }
    const QJSValue &function() const { return m_function; }

private:
    ScriptHost &m_host;
    QJSValue m_function;
};

/// A script function that gets a trigger.
class ScriptStep final : public Step
{
public:
    ScriptStep(ScriptHost &host, QJSValue function) : m_host(host), m_function(std::move(function)) {}
    void run(StepRun &run) override;
    const QJSValue &function() const { return m_function; }

private:
    ScriptHost &m_host;
    QJSValue m_function;
};

/// `seq(function)`: the function gives a sequence to wait for.
class ScriptSeqStep final : public Step
{
public:
    ScriptSeqStep(ScriptHost &host, QJSValue function) : m_host(host), m_function(std::move(function)) {}
    void run(StepRun &run) override;

private:
    ScriptHost &m_host;
    QJSValue m_function;
};

/// `promise(thenable or function)`.
class ScriptPromiseStep final : public Step
{
public:
    ScriptPromiseStep(ScriptHost &host, QJSValue promise);
    void run(StepRun &run) override;

private:
    ScriptHost &m_host;
    QJSValue m_promise;
};

/// The first half of `pThen`: gets one value, and gives back one, a sequence or a promise.
class ScriptPThenStep final : public Step
{
public:
    ScriptPThenStep(ScriptHost &host, QJSValue function) : m_host(host), m_function(std::move(function)) {}
    void run(StepRun &run) override;

private:
    ScriptHost &m_host;
    QJSValue m_function;
};

/// A script function that `until` calls: its trigger can `break`.
class ScriptAttempt final : public Attempt
{
public:
    ScriptAttempt(ScriptHost &host, QJSValue function) : m_host(host), m_function(std::move(function)) {}
    void run(StepRun &run, const Ref<Trigger> &giveUp) override;

private:
    ScriptHost &m_host;
    QJSValue m_function;
};

/// A script function with `fail`, called as a trigger by `pipe`.
class ScriptTrigger final : public Trigger
{
public:
    ScriptTrigger(ScriptHost &host, QJSValue trigger) : m_host(host), m_trigger(std::move(trigger)) {}
    void complete(Messages messages) override { m_host.call(m_trigger, messages); }
    void fail(Messages errors) override { m_host.call(m_trigger.property(QStringLiteral("fail")), errors); }
    void abort() override { m_host.call(m_trigger.property(QStringLiteral("abort")), {}); }
    bool isOver() const override { return false; }
    bool isAborted() const override { return false; }

private:
    ScriptHost &m_host;
    QJSValue m_trigger;
};

/// A generator object, or whatever has `next` and `throw`.
class ScriptCoroutine final : public Coroutine
{
public:
    ScriptCoroutine(ScriptHost &host, QJSValue iterator) : m_host(host), m_iterator(std::move(iterator)) {}
    Outcome next(Value carry) override;
    Outcome raise(Value error) override { return outcome(Bridge::Method::Throw, error); }
    const std::coroutine_handle<> *runsIn(ChannelWaiter &waiter) override
    {
        m_waiter = &waiter;
        return nullptr;
    }
    /// See ScriptHost::directOperation().
    DirectOperation *directOperation(const ScriptArguments &arguments);

private:
    Outcome outcome(Bridge::Method method, const Value &argument);
    ScriptHost &m_host;
    QJSValue m_iterator;
    ChannelWaiter *m_waiter = nullptr; ///< Of a goroutine, which holds this.
    DirectOperation m_operation;
};

/// A function given to `runner`: called with the token, it gives an iterator or a promise.
class ScriptCoroutineSource final : public CoroutineSource
{
public:
    ScriptCoroutineSource(ScriptHost &host, QJSValue function) : m_host(host), m_function(std::move(function)) {}
    Ref<Coroutine> start(Run &run, EntityId entity) override;

private:
    ScriptHost &m_host;
    QJSValue m_function;
};

/// Anything else given to `runner`: a coroutine of one value.
class ScriptValueSource final : public CoroutineSource
{
public:
    explicit ScriptValueSource(Value value) : m_value(std::move(value)) {}
    Ref<Coroutine> start(Run &run, EntityId) override { return valueCoroutine(run, m_value); }

private:
    Value m_value;
};

/// The generator function of a goroutine, with its arguments after the channel.
class ScriptGoBody final : public GoBody
{
public:
    ScriptGoBody(ScriptHost &host, QJSValue generator, Messages arguments)
        : m_host(host), m_generator(std::move(generator)), m_arguments(std::move(arguments))
    {
    }
    Ref<Coroutine> start(Run &run, EntityId goroutine, const Ref<ValueChannel> &channel) override;

private:
    ScriptHost &m_host;
    QJSValue m_generator;
    Messages m_arguments;
};

/// The messages of a channel, in an array that the script holds as well.
class ScriptStore final : public ChannelStore
{
public:
    ScriptStore(ScriptHost &host, QJSValue array) : m_host(host), m_array(std::move(array)) {}
    const QJSValue &array() const { return m_array; }
    qsizetype size() const override { return qsizetype(m_array.property(QStringLiteral("length")).toUInt()); }
    /// Both call the array's own `push` and `shift`, and throw Failure for what these throw.
    void append(const Value &value) override;
    Value takeFirst() override;
    Messages all() const override { return m_host.messagesFromScript(m_array); }

private:
    ScriptHost &m_host;
    QJSValue m_array;
};

class ScriptRunnerLanguage final : public RunnerLanguage
{
public:
    explicit ScriptRunnerLanguage(ScriptHost &host) : m_host(host) {}
    Value makeToken(Run &run, const Messages &messages) override;
    Messages tokenMessages(const Value &token) override;
    Ref<ChannelStore> tokenStore(const Value &token) override;
    Ref<Flow> flowOf(const Value &value, bool thunks) override;

private:
    ScriptHost &m_host;
};

} // namespace asq::script
