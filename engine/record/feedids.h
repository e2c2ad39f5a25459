#pragma once

#include "record/eventidmap.h"

#include <vector>

namespace asq::record {

/// From the ids under which one kernel knows its entities and events to those of the trace, and from its clock to the
/// trace's. Used by the writer thread.
struct FeedIds {
    EventIdMap events;
    std::vector<trace::EntityId> entities = {trace::EntityId::None, trace::EntityId::None}; ///< By core's id.
    qint64 clockOffset = 0; ///< To add to the kernel's time.
    bool hasBegun = false;  ///< Its first record was seen.
};

} // namespace asq::record
