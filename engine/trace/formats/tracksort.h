#pragma once

#include "trace/formats/trackitem.h"

#include <vector>

namespace asq::trace {

/// Puts items of one row in the order of their times, those of one time in the order in which they were told; but of whole slices
/// that begin together the longer comes first, and before what happens at that time and neither begins nor ends.
void sortByTime(std::vector<TrackItem> &items);

} // namespace asq::trace
