#pragma once

#include "record/recorderoptions.h"
#include "trace/result.h"

#include <QString>

namespace asq::record {

// How recordings are asked for in words: on the command line and in the environment.

inline constexpr char FileVariable[] = "ASQ_RECORD";
inline constexpr char ValuesVariable[] = "ASQ_RECORD_VALUES";

/// "off", "summary" or "full".
trace::Result<RecorderOptions::Values> valuesFromWord(const QString &word);
/// `pattern` with the id of this process in place of %p; %% is a percent sign.
QString fileNameFrom(const QString &pattern);

} // namespace asq::record
