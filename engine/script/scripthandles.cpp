#include "script/scripthandles.h"

#include "script/scriptcallables.h"

#include <vector>

namespace asq::script {

namespace {

QList<QJSValue> list(const QJSValue &array)
{
    QList<QJSValue> values;
    const quint32 length = array.property(QStringLiteral("length")).toUInt();
    values.reserve(length);
    for (quint32 i = 0; i < length; ++i)
        values.append(array.property(i));
    return values;
}

/// Arguments of `then`, `val` and ASQ(): functions stand alone, a wrapper is a group, values in a row are one.
/// `onFunction` and `onSequence` (may be null: a sequence is a value) and `onValues` are called in order.
template<typename OnFunction, typename OnSequence, typename OnValues>
void group(ScriptHost &host, const QList<QJSValue> &values, bool sequencesAreValues, OnFunction onFunction,
           OnSequence onSequence, OnValues onValues)
{
    for (qsizetype i = 0; i < values.size(); ++i) {
        const QJSValue &value = values.at(i);
        if (value.isCallable()) {
            onFunction(value, int(i));
            continue;
        }
        Value message = host.fromScript(value);
        if (const MessageWrapper *wrapper = message.get<MessageWrapper>()) {
            onValues(wrapper->messages());
            continue;
        }
        if (const Ref<Flow> flow = sequencesAreValues ? Ref<Flow>() : host.sequenceOf(value)) {
            onSequence(flow, int(i));
            continue;
        }
        Messages run;
        run.append(std::move(message));
        while (i + 1 < values.size()) {
            const QJSValue &next = values.at(i + 1);
            if (next.isCallable() || host.isBranded(next))
                break;
            run.append(host.fromScript(next));
            ++i;
        }
        onValues(run);
    }
}

Ref<Function> functionOf(ScriptHost &host, const QJSValue &function, int index, const QString &fallback)
{
    const Ref<Function> made = makeRef<ScriptFunction>(host, function);
    made->setDescription(host.describe(function, index, fallback));
    return made;
}

} // namespace

void SequenceHandle::then(const QJSValue &arguments)
{
    m_host.guarded([&] {
        if (m_sequence->isFailed() || m_sequence->isAborted())
            return;
        m_host.updatePosition();
        const QList<QJSValue> values = list(arguments);
        if (values.isEmpty())
            return;
        std::vector<Ref<Step>> steps;
        // One tick for the call, however many steps it has; a tapped sequence asks for its own.
        const auto flush = [&] {
            m_sequence->appendSteps(steps);
            steps.clear();
        };
        group(
            m_host, values, false,
            [&](const QJSValue &function, int index) {
                const Ref<Step> step = makeRef<ScriptStep>(m_host, function);
                step->setDescription(m_host.describe(function, index, QStringLiteral("then")));
                steps.push_back(step);
            },
            [&](const Ref<Flow> &flow, int index) {
                flush();
                m_sequence->seq(flow, m_host.describe(values.at(index), index, QStringLiteral("seq")));
            },
            [&](const Messages &messages) { steps.push_back(makeRef<EmitStep>(messages)); });
        flush();
        m_sequence->poke();
    });
}

void SequenceHandle::val(const QJSValue &arguments)
{
    m_host.guarded([&] {
        if (m_sequence->isFailed() || m_sequence->isAborted())
            return;
        m_host.updatePosition();
        group(
            m_host, list(arguments), true,
            [&](const QJSValue &function, int index) {
                m_sequence->val(functionOf(m_host, function, index, QStringLiteral("val")));
            },
            [](const Ref<Flow> &, int) {},
            [&](const Messages &messages) { m_sequence->then(makeRef<EmitStep>(messages)); });
    });
}

void SequenceHandle::onError(const QJSValue &arguments)
{
    m_host.guarded([&] {
        m_host.updatePosition();
        std::vector<Ref<Function>> handlers;
        const QList<QJSValue> functions = list(arguments);
        for (qsizetype i = 0; i < functions.size(); ++i)
            handlers.push_back(functionOf(m_host, functions.at(i), int(i), QStringLiteral("or")));
        m_sequence->onError(handlers);
    });
}

void SequenceHandle::gate(const QJSValue &arguments)
{
    m_host.guarded([&] {
        const QList<QJSValue> values = list(arguments);
        if (m_sequence->isFailed() || m_sequence->isAborted() || values.isEmpty())
            return;
        m_host.updatePosition();
        Description gate = m_host.describe({}, -1, QStringLiteral("gate"));
        std::vector<Segment> segments;
        for (qsizetype i = 0; i < values.size(); ++i) {
            const Description description = m_host.describe(values.at(i), int(i),
                                                            QStringLiteral("segment %1").arg(i + 1));
            if (const Ref<Flow> flow = m_host.sequenceOf(values.at(i))) {
                segments.push_back(Segment::of(flow, description));
                continue;
            }
            const Ref<Step> step = makeRef<ScriptStep>(m_host, values.at(i));
            step->setDescription(description);
            segments.push_back({step});
        }
        const Ref<Step> step = makeRef<GateStep>(std::move(segments));
        step->setDescription(gate);
        m_sequence->then(step);
    });
}

void SequenceHandle::seq(const QJSValue &arguments)
{
    m_host.guarded([&] {
        m_host.updatePosition();
        const QList<QJSValue> values = list(arguments);
        for (qsizetype i = 0; i < values.size(); ++i) {
            if (m_sequence->isFailed() || m_sequence->isAborted())
                return;
            const Description description = m_host.describe(values.at(i), int(i), QStringLiteral("seq"));
            if (const Ref<Flow> flow = m_host.sequenceOf(values.at(i))) {
                m_sequence->seq(flow, description);
                continue;
            }
            const Ref<Step> step = makeRef<ScriptSeqStep>(m_host, values.at(i));
            step->setDescription(description);
            m_sequence->then(step);
        }
    });
}

void SequenceHandle::promise(const QJSValue &arguments)
{
    m_host.guarded([&] {
        m_host.updatePosition();
        const QList<QJSValue> values = list(arguments);
        for (qsizetype i = 0; i < values.size(); ++i) {
            const Ref<Step> step = makeRef<ScriptPromiseStep>(m_host, values.at(i));
            step->setDescription(m_host.describe(values.at(i), int(i), QStringLiteral("promise")));
            m_sequence->then(step);
        }
    });
}

void SequenceHandle::pipe(const QJSValue &arguments)
{
    m_host.guarded([&] {
        for (const QJSValue &trigger : list(arguments))
            m_sequence->pipe(m_host.triggerOf(trigger));
    });
}

QJSValue SequenceHandle::fork()
{
    return m_host.guarded([&] {
        m_host.updatePosition();
        return m_host.engine().newQObject(new SequenceHandle(m_host, m_sequence->fork()));
    });
}

QJSValue SequenceHandle::duplicate()
{
    return m_host.guarded([&] {
        m_host.updatePosition();
        const Ref<SequenceCore> copy = m_sequence->duplicate(EntityKind::Sequence,
                                                             m_host.bindingOr(QStringLiteral("duplicate")));
        return m_host.engine().newQObject(new SequenceHandle(m_host, copy));
    });
}

void SequenceHandle::unpause(const QJSValue &arguments)
{
    m_host.guarded([&] { m_sequence->unpause(m_host.messagesFromScript(arguments)); });
}

void SequenceHandle::abort()
{
    m_host.guarded([&] {
        m_host.updatePosition();
        m_sequence->abort();
    });
}

void SequenceHandle::defer()
{
    m_sequence->defer();
}

void SequenceHandle::runner(const QJSValue &arguments)
{
    m_host.guarded([&] {
        if (m_sequence->isFailed() || m_sequence->isAborted())
            return;
        m_host.updatePosition();
        std::vector<Ref<CoroutineSource>> sources = coroutineSources(m_host, arguments);
        if (sources.empty())
            return;
        const Ref<Step> step = makeRef<RunnerStep>(std::move(sources), m_host.runnerLanguage());
        step->setDescription(m_host.describe({}, -1, QStringLiteral("runner")));
        m_sequence->then(step);
    });
}

QJSValue SequenceHandle::errfcb()
{
    return m_host.guarded([&] {
        m_host.updatePosition();
        const Ref<Trigger> trigger = m_sequence->waitForTrigger(m_host.describe({}, -1, QStringLiteral("errfcb")));
        return m_host
            .helper(m_host.helpers().adoptTrigger, {m_host.engine().newQObject(new TriggerHandle(m_host, trigger))})
            .property(QStringLiteral("errfcb"));
    });
}

void IterableHandle::val(const QJSValue &arguments)
{
    m_host.guarded([&] {
        m_host.updatePosition();
        const QList<QJSValue> values = list(arguments);
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
        const QList<QJSValue> functions = list(arguments);
        for (qsizetype i = 0; i < functions.size(); ++i)
            m_iterable->onError(functionOf(m_host, functions.at(i), int(i), QStringLiteral("or")));
    });
}

void IterableHandle::pipe(const QJSValue &arguments)
{
    m_host.guarded([&] {
        for (const QJSValue &trigger : list(arguments))
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
        return instance ? m_host.engine().newQObject(new SequenceHandle(m_host, instance)) : QJSValue();
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

QJSValue ChannelHandle::given(ChannelCore::Operation operation)
{
    if (const Ref<SequenceCore> *sequence = std::get_if<Ref<SequenceCore>>(&operation)) {
        return m_host.helper(m_host.helpers().sequenceApi,
                             {m_host.engine().newQObject(new SequenceHandle(m_host, *sequence))});
    }
    return m_host.toScript(std::get<Value>(operation));
}

QJSValue ChannelHandle::put(const QJSValue &value)
{
    return m_host.guarded([&] {
        m_host.updatePosition();
        return given(m_channel->put(m_host.fromScript(value)));
    });
}

QJSValue ChannelHandle::take()
{
    return m_host.guarded([&] {
        m_host.updatePosition();
        return given(m_channel->take());
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

void ChannelHandle::setBufferSize(int size)
{
    m_host.guarded([&] {
        m_host.updatePosition();
        m_channel->setBufferSize(size);
    });
}

void TriggerHandle::complete(const QJSValue &arguments)
{
    m_host.guarded([&] {
        m_host.updatePosition();
        m_trigger->complete(m_host.messagesFromScript(arguments));
    });
}

void TriggerHandle::fail(const QJSValue &arguments)
{
    m_host.guarded([&] {
        m_host.updatePosition();
        m_trigger->fail(m_host.messagesFromScript(arguments));
    });
}

void TriggerHandle::abort()
{
    m_host.guarded([&] {
        m_host.updatePosition();
        m_trigger->abort();
    });
}

void TriggerHandle::errorFirst(const QJSValue &arguments)
{
    m_host.guarded([&] {
        m_host.updatePosition();
        m_trigger->errorFirst(m_host.messagesFromScript(arguments));
    });
}

void RunHandle::add(const QJSValue &arguments)
{
    m_host.guarded([&] {
        m_host.updatePosition();
        for (const Ref<CoroutineSource> &source : coroutineSources(m_host, arguments))
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

std::vector<Ref<CoroutineSource>> coroutineSources(ScriptHost &host, const QJSValue &arguments)
{
    std::vector<Ref<CoroutineSource>> sources;
    const QList<QJSValue> values = list(arguments);
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
            source = makeRef<ScriptValueSource>(host.fromScript(value));
        }
        source->setDescription(host.describe(value, int(i), QStringLiteral("coroutine %1").arg(i + 1)));
        sources.push_back(source);
    }
    return sources;
}

} // namespace asq::script
