// The methods of plain sequences that take steps: each turns the arguments of the call into what the kernel appends.
#include "script/sequencemethods.h"

#include "core/gate.h"
#include "script/scriptcallables.h"
#include "script/scripthandles.h"
#include "script/scriptsteps.h"

#include <algorithm>
#include <vector>

namespace asq::script {

namespace {

/// Arguments of `then`, `val` and ASQ(): functions stand alone, a wrapper is a group, values in a row are one.
/// `onFunction` and `onSequence` (may be null: a sequence is a value) and `onValues` are called in order.
template<typename OnFunction, typename OnSequence, typename OnValues>
void group(ScriptHost &host, const ScriptArguments &values, bool sequencesAreValues, OnFunction onFunction,
           OnSequence onSequence, OnValues onValues)
{
    for (qsizetype i = 0; i < values.size(); ++i) {
        const QJSValue &value = values.at(i);
        if (value.isCallable()) {
            onFunction(value, int(i));
            continue;
        }
        if (value.isArray())
            host.read(value, Bridge::Key::Brand); // for what its getter throws
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
void appendValues(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &values)
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

bool isOver(const SequenceCore &sequence)
{
    return sequence.isFailed() || sequence.isAborted();
}

void appendThen(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    if (isOver(sequence))
        return;
    const TickQueueScope scope(host.kernel(), sequence.tickQueue());
    host.updatePosition();
    appendValues(host, sequence, arguments);
}

void appendVal(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    if (isOver(sequence))
        return;
    host.updatePosition();
    group(
        host, arguments, true,
        [&](const QJSValue &function, int index) {
            sequence.val(functionOf(host, function, index, QStringLiteral("val")));
        },
        [](const Ref<Flow> &, int) {}, [&](const Messages &messages) { sequence.then(makeRef<EmitStep>(messages)); });
}

void appendHandlers(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    host.updatePosition();
    std::vector<Ref<Function>> handlers;
    for (qsizetype i = 0; i < arguments.size(); ++i)
        handlers.push_back(functionOf(host, arguments.at(i), int(i), QStringLiteral("or")));
    sequence.onError(handlers);
}

void appendGate(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    const TickQueueScope scope(host.kernel(), sequence.tickQueue());
    if (isOver(sequence) || arguments.isEmpty())
        return;
    host.updatePosition();
    const Description gate = host.describe({}, -1, QStringLiteral("gate"));
    const Ref<Step> step = makeRef<GateStep>(segmentsOf(host, arguments));
    step->setDescription(gate);
    sequence.then(step);
}

void appendSeq(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    const TickQueueScope scope(host.kernel(), sequence.tickQueue());
    host.updatePosition();
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        if (isOver(sequence))
            return;
        const Description description = host.describe(arguments.at(i), int(i), QStringLiteral("seq"));
        if (const Ref<Flow> flow = host.sequenceOf(arguments.at(i))) {
            sequence.seq(flow, description);
            continue;
        }
        const Ref<Step> step = makeRef<ScriptSeqStep>(host, arguments.at(i));
        step->setDescription(description);
        sequence.then(step);
    }
}

void appendPromise(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    host.updatePosition();
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const Ref<Step> step = makeRef<ScriptPromiseStep>(host, arguments.at(i));
        step->setDescription(host.describe(arguments.at(i), int(i), QStringLiteral("promise")));
        sequence.then(step);
    }
}

void appendPipe(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    for (const QJSValue &trigger : arguments)
        sequence.pipe(host.triggerOf(trigger));
}

void appendRunner(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    if (isOver(sequence))
        return;
    host.updatePosition();
    std::vector<Ref<CoroutineSource>> sources = coroutineSources(host, arguments);
    if (sources.empty())
        return;
    const Ref<Step> step = makeRef<RunnerStep>(std::move(sources), host.runnerLanguage());
    step->setDescription(host.describe({}, -1, QStringLiteral("runner")));
    sequence.then(step);
}

constexpr SequenceMethod Methods[] = {
    {"then", appendThen},       {"or", appendHandlers},   {"onerror", appendHandlers}, {"gate", appendGate},
    {"all", appendGate},        {"pipe", appendPipe},     {"seq", appendSeq},          {"val", appendVal},
    {"promise", appendPromise}, {"runner", appendRunner},
};

} // namespace

const SequenceMethod *sequenceMethod(QStringView name)
{
    const auto isIt = [name](const SequenceMethod &method) { return name == QLatin1String(method.name); };
    const auto found = std::find_if(std::begin(Methods), std::end(Methods), isIt);
    if (found != std::end(Methods))
        return &*found;
    const std::span<const SequenceMethod> steps = scriptSteps();
    const auto step = std::find_if(steps.begin(), steps.end(), isIt);
    return step == steps.end() ? nullptr : &*step;
}

void appendSteps(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    appendThen(host, sequence, arguments);
}

void beginWith(ScriptHost &host, SequenceCore &sequence, const Messages &messages)
{
    const auto isPlain = [&host](const Value &message) {
        const QJSValue *value = message.get<QJSValue>();
        return !value || !value->isObject() || (!value->isCallable() && !host.sequenceOf(*value));
    };
    if (std::all_of(messages.begin(), messages.end(), isPlain)) {
        sequence.then(emitSteps(messages));
        return;
    }
    ScriptArguments::Storage values;
    for (const Value &message : messages)
        values.append(host.toScript(message));
    appendValues(host, sequence, values);
}

} // namespace asq::script
