#pragma once

#include "core/gate.h"
#include "core/go.h"
#include "core/streams.h"
#include "script/scripthost.h"
#include "script/scriptinternals.h"

#include <QObject>

namespace asq::script {

/// The kernel's side of a script object. Owned by the script engine's garbage collector; the prelude keeps it with the
/// object that the program sees. Argument lists come as arrays.
class FlowHandle : public QObject
{
    Q_OBJECT

public:
    virtual Ref<Flow> flow() const = 0;
};

class SequenceHandle final : public FlowHandle
{
    Q_OBJECT

public:
    SequenceHandle(ScriptHost &host, Ref<SequenceCore> sequence) : m_host(host), m_sequence(std::move(sequence)) {}
    Ref<Flow> flow() const override { return m_sequence; }
    const Ref<SequenceCore> &sequence() const { return m_sequence; }

    Q_INVOKABLE void then(const QJSValue &arguments);
    Q_INVOKABLE QJSValue fork();
    Q_INVOKABLE QJSValue duplicate();
    Q_INVOKABLE void unpause(const QJSValue &arguments);
    Q_INVOKABLE bool canUnpause() const { return m_sequence->canUnpause(); }
    Q_INVOKABLE void abort();
    Q_INVOKABLE void defer();
    /// `internals(..)`, see ScriptInternals.
    Q_INVOKABLE bool flag(const QString &name) { return ScriptInternals(m_host, *m_sequence).flag(name); }
    Q_INVOKABLE void setFlag(const QString &name, bool value)
    {
        ScriptInternals(m_host, *m_sequence).setFlag(name, value);
    }
    Q_INVOKABLE QJSValue list(const QString &name) { return ScriptInternals(m_host, *m_sequence).list(name); }
    Q_INVOKABLE void setList(const QString &name, const QJSValue &array)
    {
        ScriptInternals(m_host, *m_sequence).setList(name, array);
    }
    /// From here on a function with `fail` hears what the sequence gives.
    Q_INVOKABLE void tell(const QJSValue &listener);
    /// The trigger of a waiting step: `errfcb()`.
    Q_INVOKABLE QJSValue errfcb();

private:
    ScriptHost &m_host;
    Ref<SequenceCore> m_sequence;
};

class IterableHandle final : public FlowHandle
{
    Q_OBJECT

public:
    IterableHandle(ScriptHost &host, Ref<Iterable> iterable) : m_host(host), m_iterable(std::move(iterable)) {}
    Ref<Flow> flow() const override { return m_iterable; }
    const Ref<Iterable> &iterable() const { return m_iterable; }

    Q_INVOKABLE void val(const QJSValue &arguments);
    Q_INVOKABLE void onError(const QJSValue &arguments);
    Q_INVOKABLE void pipe(const QJSValue &arguments);
    /// The value; `done` and `threw` tell the other cases apart.
    Q_INVOKABLE QJSValue next(const QJSValue &arguments);
    Q_INVOKABLE bool isDone() const { return m_last == Iterable::Result::Done; }
    Q_INVOKABLE bool hasThrown() const { return m_last == Iterable::Result::Threw; }
    Q_INVOKABLE void raise(const QJSValue &arguments);
    Q_INVOKABLE QJSValue finish(const QJSValue &value);
    Q_INVOKABLE void abort();
    Q_INVOKABLE QJSValue duplicate();
    Q_INVOKABLE void defer();

private:
    ScriptHost &m_host;
    Ref<Iterable> m_iterable;
    Iterable::Result::Kind m_last = Iterable::Result::Yielded;
};

class ReactiveHandle final : public QObject
{
    Q_OBJECT

public:
    ReactiveHandle(ScriptHost &host, Ref<Reactive> reactive) : m_host(host), m_reactive(std::move(reactive)) {}
    /// The handle of the template's steps.
    Q_INVOKABLE QJSValue steps();
    /// The handle of the new instance; undefined while paused.
    Q_INVOKABLE QJSValue push(const QJSValue &arguments);
    Q_INVOKABLE void onTeardown(const QJSValue &function);
    Q_INVOKABLE void stop();
    Q_INVOKABLE void pause();
    Q_INVOKABLE void resume();
    Q_INVOKABLE bool isPaused() const { return m_reactive->isPaused() && !m_reactive->isStopped(); }

private:
    ScriptHost &m_host;
    Ref<Reactive> m_reactive;
};

/// What an observable sends, as a reactive sequence.
class ObservedHandle final : public QObject
{
    Q_OBJECT

public:
    ObservedHandle(ScriptHost &host, Ref<ObservedStream> stream) : m_host(host), m_stream(std::move(stream)) {}
    Q_INVOKABLE QJSValue reactive();
    Q_INVOKABLE void next(const QJSValue &arguments);
    Q_INVOKABLE void complete();
    Q_INVOKABLE bool isLive() const { return m_stream->isLive(); }

private:
    ScriptHost &m_host;
    Ref<ObservedStream> m_stream;
};

class ChannelHandle final : public QObject
{
    Q_OBJECT

public:
    ChannelHandle(ScriptHost &host, Ref<ValueChannel> channel) : m_host(host), m_channel(std::move(channel)) {}
    const Ref<ValueChannel> &channel() const { return m_channel; }

    Q_INVOKABLE void close();
    Q_INVOKABLE bool isClosed() const { return m_channel->isClosed(); }
    Q_INVOKABLE bool isDissolved() const { return m_channel->isDissolved(); }
    Q_INVOKABLE QJSValue messages();
    Q_INVOKABLE int waitingPuts() const { return int(m_channel->waitingPuts()); }
    Q_INVOKABLE int waitingTakes() const { return int(m_channel->waitingTakes()); }
    Q_INVOKABLE double bufferSize() const { return double(m_channel->bufferSize()); }
    Q_INVOKABLE void setBufferSize(double size);

private:
    ScriptHost &m_host;
    Ref<ValueChannel> m_channel;
};

class GoHandle final : public QObject
{
    Q_OBJECT

public:
    explicit GoHandle(Ref<GoSource> source) : m_source(std::move(source)) {}
    const Ref<GoSource> &source() const { return m_source; }

private:
    Ref<GoSource> m_source;
};

/// What the control token of a run can do.
class RunHandle final : public QObject
{
    Q_OBJECT

public:
    RunHandle(ScriptHost &host, Run &run) : m_host(host), m_run(&run) {}
    Q_INVOKABLE void add(const QJSValue &arguments);
    /// Adds a goroutine to a run of goroutines, and lets the run go on.
    Q_INVOKABLE void go(const QJSValue &generator, const QJSValue &arguments);

private:
    ScriptHost &m_host;
    Ref<Run> m_run;
};

/// The number of messages below `size`, as a channel compares: a fraction lets one more in, nothing is above Infinity.
qsizetype bufferSizeOf(double size);
/// The elements of an array of arguments.
QList<QJSValue> listOf(const QJSValue &array);
/// Argument `index` of the call that is happening, as a function of the kernel.
Ref<Function> functionOf(ScriptHost &host, const QJSValue &function, int index, const QString &fallback);
/// The coroutines that the arguments of `runner` stand for.
std::vector<Ref<CoroutineSource>> coroutineSources(ScriptHost &host, const ScriptArguments &values);

} // namespace asq::script
