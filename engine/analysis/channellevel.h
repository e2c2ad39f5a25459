#pragma once

#include "trace/event.h"

namespace asq::analysis {

/// What waits in or at a channel from one event on, until the next level.
struct ChannelLevel {
    trace::EventId begin = trace::EventId::None;
    trace::EventId end = trace::EventId::None; ///< None: to the end of the trace.
    quint32 buffered = 0; ///< Messages in the buffer.
    quint32 puts = 0;     ///< Puts that wait.
    quint32 takes = 0;    ///< Takes that wait.
    friend bool operator==(const ChannelLevel &, const ChannelLevel &) = default;
};

} // namespace asq::analysis
