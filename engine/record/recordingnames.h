#pragma once

#include "record/keeplimits.h"
#include "record/recorderoptions.h"
#include "trace/result.h"

#include <QCoreApplication>
#include <QString>

namespace asq::record {

// How recordings are asked for in words: on the command line and in the environment.

inline constexpr char FileVariable[] = "ASQ_RECORD";
inline constexpr char ValuesVariable[] = "ASQ_RECORD_VALUES";
inline constexpr char KeepVariable[] = "ASQ_RECORD_KEEP";
/// Of a recording of which only the end is kept: where it is written when the program ends.
inline constexpr char EndVariable[] = "ASQ_RECORD_END";

/// "off", "summary" or "full".
trace::Result<RecorderOptions::Values> valuesFromWord(const QString &word);
/// "30s", "500ms", "5min", "64MiB", or a time and a size: "30s,64MiB".
trace::Result<KeepLimits> keepFromWord(const QString &word);
/// `pattern` with the id of a process in place of %p; %% is a percent sign.
QString fileNameFrom(const QString &pattern, qint64 process = QCoreApplication::applicationPid());

} // namespace asq::record
