#pragma once

#include "core/parallel.h"
#include "script/nativeobjects.h"
#include "script/scripthost.h"

#include <span>

namespace asq::script {

/// The steps of asynquence-contrib, in the order in which a sequence lists them.
std::span<const SequenceMethod> scriptSteps();

/// The segments that the arguments of the call that is happening stand for: functions, and sequences, which are tapped.
std::vector<Segment> segmentsOf(ScriptHost &host, const ScriptArguments &values);

} // namespace asq::script
