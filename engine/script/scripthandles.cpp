#include "script/scripthandles.h"

#include "script/scriptcallables.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace asq::script {

QList<QJSValue> listOf(const QJSValue &array)
{
    return Bridge::elementsOf(array);
}

Ref<Function> functionOf(ScriptHost &host, const QJSValue &function, int index, const QString &fallback)
{
    const Ref<Function> made = host.functionOf(function);
    if (!made->isVisible())
        made->setDescription(host.describe(function, index, fallback));
    return made;
}

void IterableHandle::val(const QJSValue &arguments)
{
    m_host.guarded([&] {
        m_host.updatePosition();
        const QList<QJSValue> values = listOf(arguments);
        for (qsizetype i = 0; i < values.size(); ++i) {
            if (values.at(i).isCallable()) {
                m_iterable->val(functionOf(m_host, values.at(i), int(i), QStringLiteral("step")));
            } else {
                const Ref<Function> function = constant(m_host.fromScript(values.at(i)));
                function->setDescription(m_host.describe({}, int(i), QStringLiteral("value")));
                m_iterable->val(function);
            }
        }
    });
}

void IterableHandle::onError(const QJSValue &arguments)
{
    m_host.guarded([&] {
        m_host.updatePosition();
        const QList<QJSValue> functions = listOf(arguments);
        for (qsizetype i = 0; i < functions.size(); ++i)
            m_iterable->onError(functionOf(m_host, functions.at(i), int(i), QStringLiteral("or")));
    });
}

void IterableHandle::pipe(const QJSValue &arguments)
{
    m_host.guarded([&] {
        for (const QJSValue &trigger : listOf(arguments))
            m_iterable->pipe(m_host.triggerOf(trigger));
    });
}

QJSValue IterableHandle::next(const QJSValue &arguments)
{
    return m_host.guarded([&] {
        m_host.updatePosition();
        const Iterable::Result result = m_iterable->next(m_host.messagesFromScript(arguments));
        m_last = result.kind;
        return m_host.toScript(result.value);
    });
}

void IterableHandle::raise(const QJSValue &arguments)
{
    m_host.guarded([&] { m_iterable->raise(m_host.messagesFromScript(arguments)); });
}

QJSValue IterableHandle::finish(const QJSValue &value)
{
    return m_host.guarded([&] { return m_host.toScript(m_iterable->finish(m_host.fromScript(value))); });
}

void IterableHandle::abort()
{
    m_host.guarded([&] { m_iterable->abort(); });
}

QJSValue IterableHandle::duplicate()
{
    return m_host.guarded([&] {
        m_host.updatePosition();
        return m_host.engine().newQObject(new IterableHandle(m_host, m_iterable->duplicate()));
    });
}

void IterableHandle::defer()
{
    m_iterable->defer();
}

QJSValue ReactiveHandle::steps()
{
    return m_host.engine().newQObject(new SequenceHandle(m_host, m_reactive->steps()));
}

QJSValue ReactiveHandle::push(const QJSValue &arguments)
{
    return m_host.guarded([&] {
        m_host.updatePosition();
        const Ref<SequenceCore> instance = m_reactive->push(m_host.messagesFromScript(arguments));
        return instance ? m_host.natives().sequence(instance, 0) : QJSValue();
    });
}

void ReactiveHandle::onTeardown(const QJSValue &function)
{
    m_reactive->onTeardown(makeRef<ScriptFunction>(m_host, function));
}

void ReactiveHandle::stop()
{
    m_host.guarded([&] {
        m_host.updatePosition();
        m_reactive->stop();
    });
}

void ReactiveHandle::pause()
{
    m_host.guarded([&] { m_reactive->pause(); });
}

void ReactiveHandle::resume()
{
    m_host.guarded([&] { m_reactive->resume(); });
}

QJSValue ObservedHandle::reactive()
{
    return m_host.engine().newQObject(new ReactiveHandle(m_host, m_stream->stream()));
}

void ObservedHandle::next(const QJSValue &arguments)
{
    m_host.guarded([&] {
        m_host.updatePosition();
        m_stream->next(m_host.messagesFromScript(arguments));
    });
}

void ObservedHandle::complete()
{
    m_host.guarded([&] {
        m_host.updatePosition();
        m_stream->complete();
    });
}

void ChannelHandle::close()
{
    m_host.guarded([&] {
        m_host.updatePosition();
        m_channel->close();
    });
}

QJSValue ChannelHandle::messages()
{
    // Whoever holds the list sees what comes, and may change it: from now on the channel keeps its values there.
    if (!m_channel->store())
        m_channel->share(makeRef<ScriptStore>(m_host, m_host.arrayOf(m_channel->buffer())));
    return static_cast<const ScriptStore &>(*m_channel->store()).array();
}

void ChannelHandle::setBufferSize(double size)
{
    m_host.guarded([&] {
        m_host.updatePosition();
        m_channel->setBufferSize(bufferSizeOf(size));
    });
}

qsizetype bufferSizeOf(double size)
{
    constexpr double unlimited = 9007199254740992; // 2^53
    return size > 0 ? qsizetype(std::ceil(std::min(size, unlimited))) : 0;
}

void RunHandle::add(const QJSValue &arguments)
{
    m_host.guarded([&] {
        m_host.updatePosition();
        for (const Ref<CoroutineSource> &source : coroutineSources(m_host, listOf(arguments)))
            m_run->add(source);
    });
}

void RunHandle::go(const QJSValue &generator, const QJSValue &arguments)
{
    m_host.guarded([&] {
        m_host.updatePosition();
        const Ref<GoSource> source = makeRef<GoSource>(
            makeRef<ScriptGoBody>(m_host, generator, m_host.messagesFromScript(arguments)));
        source->setDescription(m_host.describe(generator, 0, QStringLiteral("goroutine")));
        m_run->add(source);
        if (m_run->goGroup())
            m_run->goGroup()->wakeUp();
    });
}

std::vector<Ref<CoroutineSource>> coroutineSources(ScriptHost &host, const ScriptArguments &values)
{
    std::vector<Ref<CoroutineSource>> sources;
    for (qsizetype i = 0; i < values.size(); ++i) {
        const QJSValue &value = values.at(i);
        Ref<CoroutineSource> source;
        if (value.isCallable()) {
            if (const GoHandle *go = qobject_cast<GoHandle *>(host.handleOf(value))) {
                sources.push_back(go->source());
                continue;
            }
            source = makeRef<ScriptCoroutineSource>(host, value);
        } else if (const IterableHandle *iterable = qobject_cast<IterableHandle *>(host.handleOf(value))) {
            source = makeRef<IterableSource>(iterable->iterable());
        } else {
            host.takeOver(value);
            source = makeRef<ScriptValueSource>(host.fromScript(value));
        }
        source->setDescription(host.describe(value, int(i), QStringLiteral("coroutine %1").arg(i + 1)));
        sources.push_back(source);
    }
    return sources;
}

} // namespace asq::script
