#pragma once

#include "core/valuechannel.h"

#include <QJSValue>
#include <QString>

namespace asq::script {

class ScriptHost;

/// `put`, `take` or `takem` of channels, as the function that the script calls.
QJSValue channelFunction(ScriptHost &host, const QString &name);
/// What an operation gives the script: a value, or the sequence that will give it.
QJSValue givenBy(ScriptHost &host, ValueChannel::Operation operation);

} // namespace asq::script
