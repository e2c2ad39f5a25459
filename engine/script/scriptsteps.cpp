// One function a method: it turns the arguments of the call into the kernel's step. A new step is a function here and a line
// in the table at the end.
#include "script/scriptsteps.h"

#include "core/after.h"
#include "core/any.h"
#include "core/first.h"
#include "core/last.h"
#include "core/map.h"
#include "core/none.h"
#include "core/pthen.h"
#include "core/race.h"
#include "core/try.h"
#include "core/until.h"
#include "core/waterfall.h"
#include "script/scriptcallables.h"
#include "script/scripthandles.h"
#include "script/scriptmapping.h"

#include <cmath>

namespace asq::script {

namespace {

bool takesNoStep(const SequenceCore &sequence, const ScriptArguments &arguments)
{
    return sequence.isFailed() || sequence.isAborted() || arguments.isEmpty();
}

Ref<Step> functionStep(ScriptHost &host, const QJSValue &function, int index, const QString &fallback)
{
    const Ref<Step> step = makeRef<ScriptStep>(host, function);
    step->setDescription(host.describe(function, index, fallback));
    return step;
}

/// What arguments are whose sequences are tapped later.
std::vector<Part> partsOf(ScriptHost &host, const ScriptArguments &arguments, const QString &name)
{
    std::vector<Part> parts;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString fallback = QStringLiteral("%1 %2").arg(name).arg(i + 1);
        const Description description = host.describe(arguments.at(i), int(i), fallback);
        if (const Ref<Flow> flow = host.sequenceOf(arguments.at(i)))
            parts.push_back({flow, description});
        else
            parts.push_back({functionStep(host, arguments.at(i), int(i), fallback), description});
    }
    return parts;
}

/// `any(..)` and all that look at how segments end.
template<typename Kind>
void appendSelection(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments, const QString &name)
{
    if (takesNoStep(sequence, arguments))
        return;
    const Description description = host.describe({}, -1, name);
    const Ref<Step> step = makeRef<Kind>(partsOf(host, arguments, QStringLiteral("segment")));
    step->setDescription(description);
    sequence.then(step);
}

void appendAny(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    appendSelection<AnyStep>(host, sequence, arguments, QStringLiteral("any"));
}

void appendFirst(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    appendSelection<FirstStep>(host, sequence, arguments, QStringLiteral("first"));
}

void appendLast(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    appendSelection<LastStep>(host, sequence, arguments, QStringLiteral("last"));
}

void appendNone(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    appendSelection<NoneStep>(host, sequence, arguments, QStringLiteral("none"));
}

void appendRace(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    if (takesNoStep(sequence, arguments))
        return;
    const Description description = host.describe({}, -1, QStringLiteral("race"));
    const Ref<Step> step = makeRef<RaceStep>(segmentsOf(host, arguments));
    step->setDescription(description);
    sequence.then(step);
}

void appendMap(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    if (sequence.isFailed() || sequence.isAborted())
        return;
    map(sequence, makeRef<ScriptMapping>(host, arguments.value(0), arguments.value(1)),
        host.describe({}, -1, QStringLiteral("map")));
}

void appendWaterfall(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    if (takesNoStep(sequence, arguments))
        return;
    const Description description = host.describe({}, -1, QStringLiteral("waterfall"));
    std::vector<Part> parts = partsOf(host, arguments, QStringLiteral("part"));
    for (qsizetype i = 0; i < arguments.size(); ++i)
        if (!arguments.at(i).isCallable() && std::holds_alternative<Ref<Step>>(parts[size_t(i)].what))
            parts[size_t(i)].what = Ref<Step>(makeRef<EmitStep>(spread(host.fromScript(arguments.at(i)))));
    const Ref<Step> step = makeRef<WaterfallStep>(std::move(parts));
    step->setDescription(description);
    sequence.then(step);
}

void appendUntil(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    if (takesNoStep(sequence, arguments))
        return;
    std::vector<Ref<Step>> steps;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const Ref<Step> step = makeRef<UntilStep>(makeRef<ScriptAttempt>(host, arguments.at(i)));
        step->setDescription(host.describe(arguments.at(i), int(i), QStringLiteral("until")));
        steps.push_back(step);
    }
    sequence.then(steps);
}

void appendTry(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    if (takesNoStep(sequence, arguments))
        return;
    std::vector<Ref<Step>> steps;
    for (qsizetype i = 0; i < arguments.size(); ++i)
        steps.push_back(makeRef<TryStep>(functionStep(host, arguments.at(i), int(i), QStringLiteral("try"))));
    sequence.then(steps);
}

void appendTimed(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments, AfterStep::Ends ends,
                 const QString &name)
{
    const double milliseconds = arguments.value(0).toNumber();
    const qint64 delay = milliseconds >= 1 && milliseconds <= 2147483647 ? qint64(std::floor(milliseconds)) : 1;
    std::optional<Messages> messages;
    if (arguments.size() > 1) {
        messages.emplace();
        for (qsizetype i = 1; i < arguments.size(); ++i)
            messages->append(host.fromScript(arguments.at(i)));
    }
    const Ref<Step> step = makeRef<AfterStep>(delay * 1'000'000, std::move(messages), ends);
    step->setDescription(host.describe({}, -1, name));
    sequence.then(step);
}

void appendAfter(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    appendTimed(host, sequence, arguments, AfterStep::Ends::Completed, QStringLiteral("after"));
}

void appendFailAfter(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    appendTimed(host, sequence, arguments, AfterStep::Ends::Failed, QStringLiteral("failAfter"));
}

void appendHalves(ScriptHost &host, SequenceCore &sequence, const QJSValue &success, const QJSValue &failure,
                  int failureIndex)
{
    Ref<Step> step;
    if (success.isCallable()) {
        step = makeRef<ScriptPThenStep>(host, success);
        step->setDescription(host.describe(success, 0, QStringLiteral("pThen")));
    }
    Ref<Function> handler;
    if (failure.isCallable())
        handler = functionOf(host, failure, failureIndex, QStringLiteral("pCatch"));
    pThen(sequence, step, handler);
}

void appendPThen(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    appendHalves(host, sequence, arguments.value(0), arguments.value(1), 1);
}

void appendPCatch(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    appendHalves(host, sequence, {}, arguments.value(0), 0);
}

/// What all of them have in common.
template<auto Append>
void appended(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments)
{
    const TickQueueScope scope(host.kernel(), sequence.tickQueue());
    host.updatePosition();
    Append(host, sequence, arguments);
}

constexpr SequenceMethod Kinds[] = {
    {"after", appended<appendAfter>},
    {"any", appended<appendAny>},
    {"failAfter", appended<appendFailAfter>},
    {"first", appended<appendFirst>},
    {"last", appended<appendLast>},
    {"map", appended<appendMap>},
    {"none", appended<appendNone>},
    {"pThen", appended<appendPThen>},
    {"pCatch", appended<appendPCatch>},
    {"race", appended<appendRace>},
    {"try", appended<appendTry>},
    {"until", appended<appendUntil>},
    {"waterfall", appended<appendWaterfall>},
};

} // namespace

std::span<const SequenceMethod> scriptSteps()
{
    return Kinds;
}

std::vector<Segment> segmentsOf(ScriptHost &host, const ScriptArguments &values)
{
    std::vector<Segment> segments;
    for (qsizetype i = 0; i < values.size(); ++i) {
        const QString fallback = QStringLiteral("segment %1").arg(i + 1);
        if (const Ref<Flow> flow = host.sequenceOf(values.at(i)))
            segments.push_back(Segment::of(flow, host.describe(values.at(i), int(i), fallback)));
        else
            segments.push_back({functionStep(host, values.at(i), int(i), fallback)});
    }
    return segments;
}

} // namespace asq::script
