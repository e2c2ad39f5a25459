#pragma once

#include "core/parallel.h"
#include "script/scripthost.h"

#include <span>

namespace asq::script {

/// A step of asynquence-contrib as the script calls it: the method's name, and what a call appends to a sequence.
struct ScriptStepKind {
    const char *name;
    void (*append)(ScriptHost &host, SequenceCore &sequence, const QList<QJSValue> &arguments);
};
/// All of them, in the order in which a sequence lists them.
std::span<const ScriptStepKind> scriptSteps();

/// The segments that the arguments of the call that is happening stand for: functions, and sequences, which are tapped.
std::vector<Segment> segmentsOf(ScriptHost &host, const QList<QJSValue> &values);

} // namespace asq::script
