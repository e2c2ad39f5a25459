#pragma once

#include "trace/formats/nativefile.h"
#include "trace/result.h"

#include <functional>
#include <optional>

class QIODevice;

namespace asq::trace {

/// Told how much of a file is read, 0 to 1; false calls the reading off.
using ReadingGoesOn = std::function<bool(double share)>;

/// How much of a file is its beginning. Forms without an index are read up to that byte (of what is unpacked).
struct BeginningSize {
    qsizetype events = 50'000;
    qint64 bytes = 3 * 1024 * 1024;
};

/// Whether what `device` holds is worth showing piece by piece: `largeFile` bytes or more, or what may become as many when it
/// is unpacked. Requires: `device` is readable and at its beginning.
bool isLargeRecording(QIODevice *device, qint64 largeFile = LargeFile);

/// The beginning of a recording in any form, as a trace of its own: something to show while the rest is read, in time
/// that does not depend on the length of the file. Of the native form its ids are those of the whole (openNativeBeginning);
/// of others, whose rows may be described anywhere, they need not be. Its only remark says what it is. Nothing
/// when the whole is not longer, or nothing can be seen so early.
std::optional<Trace> openBeginning(const QString &fileName, BeginningSize size = {});

/// The whole, in any form. Events of a native file stay in it. What was called off is an error.
Result<Trace> openWhole(const QString &fileName, const ReadingGoesOn &goesOn = {});

} // namespace asq::trace
