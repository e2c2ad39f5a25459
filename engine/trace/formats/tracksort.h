#pragma once

#include "trace/formats/trackitem.h"

#include <vector>

namespace asq::trace {

/// What happens to one row at an instant.
struct RowItem {
    TrackRow row = TrackRow::Program;
    TrackItem item;
};

/// Puts what happens at one instant into its order. It stays that in which it was told; but of one row's whole slices that begin
/// together the longer comes first, and before what happens at that time and neither begins nor ends. What other
/// rows have in between keeps its places. Requires: all have the same time.
void sortInstant(std::vector<RowItem> &items);

} // namespace asq::trace
