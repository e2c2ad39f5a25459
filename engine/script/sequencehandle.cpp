#include "script/scripthandles.h"

#include "core/tap.h"
#include "script/scriptcallables.h"
#include "script/scriptsteps.h"

#include <algorithm>
#include <vector>

namespace asq::script {

namespace {

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

/// `then(..)`: one tick for the call, however many steps it has; a tapped sequence asks for its own.
void appendValues(ScriptHost &host, SequenceCore &sequence, const QList<QJSValue> &values)
{
    if (values.isEmpty())
        return;
    std::vector<Ref<Step>> steps;
    const auto flush = [&] {
        sequence.appendSteps(steps);
        steps.clear();
    };
    group(
        host, values, false,
        [&](const QJSValue &function, int index) {
            const Ref<Step> step = host.stepOf(function);
            if (!step->isVisible())
                step->setDescription(host.describe(function, index, QStringLiteral("then")));
            steps.push_back(step);
        },
        [&](const Ref<Flow> &flow, int index) {
            flush();
            sequence.seq(flow, host.describe(values.at(index), index, QStringLiteral("seq")));
        },
        [&](const Messages &messages) { steps.push_back(makeRef<EmitStep>(messages)); });
    flush();
    sequence.poke();
}

} // namespace

void beginWith(ScriptHost &host, SequenceCore &sequence, const Messages &messages)
{
    const auto isPlain = [&host](const Value &message) {
        const QJSValue *value = message.get<QJSValue>();
        return !value || !value->isObject() || (!value->isCallable() && !host.handleOf(*value));
    };
    if (std::all_of(messages.begin(), messages.end(), isPlain)) {
        sequence.then(emitSteps(messages));
        return;
    }
    QList<QJSValue> values;
    for (const Value &message : messages)
        values.append(host.toScript(message));
    appendValues(host, sequence, values);
}

void SequenceHandle::then(const QJSValue &arguments)
{
    m_host.guarded([&] {
        if (m_sequence->isFailed() || m_sequence->isAborted())
            return;
        const TickQueueScope scope(m_host.kernel(), m_sequence->tickQueue());
        m_host.updatePosition();
        appendValues(m_host, *m_sequence, listOf(arguments));
    });
}

void SequenceHandle::val(const QJSValue &arguments)
{
    m_host.guarded([&] {
        if (m_sequence->isFailed() || m_sequence->isAborted())
            return;
        m_host.updatePosition();
        group(
            m_host, listOf(arguments), true,
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
        const QList<QJSValue> functions = listOf(arguments);
        for (qsizetype i = 0; i < functions.size(); ++i)
            handlers.push_back(functionOf(m_host, functions.at(i), int(i), QStringLiteral("or")));
        m_sequence->onError(handlers);
    });
}

void SequenceHandle::gate(const QJSValue &arguments)
{
    m_host.guarded([&] {
        const TickQueueScope scope(m_host.kernel(), m_sequence->tickQueue());
        const QList<QJSValue> values = listOf(arguments);
        if (m_sequence->isFailed() || m_sequence->isAborted() || values.isEmpty())
            return;
        m_host.updatePosition();
        const Description gate = m_host.describe({}, -1, QStringLiteral("gate"));
        const Ref<Step> step = makeRef<GateStep>(segmentsOf(m_host, values));
        step->setDescription(gate);
        m_sequence->then(step);
    });
}

void SequenceHandle::seq(const QJSValue &arguments)
{
    m_host.guarded([&] {
        const TickQueueScope scope(m_host.kernel(), m_sequence->tickQueue());
        m_host.updatePosition();
        const QList<QJSValue> values = listOf(arguments);
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
        const QList<QJSValue> values = listOf(arguments);
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
        for (const QJSValue &trigger : listOf(arguments))
            m_sequence->pipe(m_host.triggerOf(trigger));
    });
}

QJSValue SequenceHandle::fork()
{
    return m_host.guarded([&] {
        const TickQueueScope scope(m_host.kernel(), m_sequence->tickQueue());
        m_host.updatePosition();
        return m_host.engine().newQObject(new SequenceHandle(m_host, m_sequence->fork()));
    });
}

QJSValue SequenceHandle::duplicate()
{
    return m_host.guarded([&] {
        const TickQueueScope scope(m_host.kernel(), m_sequence->tickQueue());
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

void SequenceHandle::append(int kind, const QJSValue &arguments)
{
    m_host.guarded([&] {
        const TickQueueScope scope(m_host.kernel(), m_sequence->tickQueue());
        m_host.updatePosition();
        scriptSteps()[size_t(kind)].append(m_host, *m_sequence, listOf(arguments));
    });
}

void SequenceHandle::tell(const QJSValue &listener)
{
    m_host.guarded([&] {
        m_host.updatePosition();
        asq::tell(*m_sequence, m_host.triggerOf(listener));
    });
}

QJSValue SequenceHandle::errfcb()
{
    return m_host.guarded([&] {
        const TickQueueScope scope(m_host.kernel(), m_sequence->tickQueue());
        m_host.updatePosition();
        const Ref<Trigger> trigger = m_sequence->waitForTrigger(m_host.describe({}, -1, QStringLiteral("errfcb")));
        return m_host.triggerFunction(trigger).property(QStringLiteral("errfcb"));
    });
}

} // namespace asq::script
