#pragma once

#include <QString>

namespace interleave {

/// A duration for people: three significant digits and a unit ("40 ms", "1.25 s", "830 ns").
/// `nanoseconds` may be negative.
QString durationText(double nanoseconds);

/// A count with thin spaces between thousands ("100 000").
QString countText(qint64 count);

} // namespace interleave
