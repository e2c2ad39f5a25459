#pragma once

#include "script/nativeobjects.h"

#include <QStringView>

namespace asq::script {

/// The method of sequences that takes steps or handlers and is called so, or null. Extensions apart, that is all of them.
const SequenceMethod *sequenceMethod(QStringView name);

/// `then(..)` with these arguments.
void appendSteps(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments);
/// What ASQ(..) does with messages as its arguments: functions are steps, sequences are tapped.
void beginWith(ScriptHost &host, SequenceCore &sequence, const Messages &messages);

} // namespace asq::script
