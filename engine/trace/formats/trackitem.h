#pragma once

#include "trace/event.h"

namespace asq::trace {

/// A row of a TrackAssembler: a process, a thread, a track or a counter. Program stands for the recording as a whole.
enum class TrackRow : quint32 { Program = 0 };

constexpr quint32 index(TrackRow row)
{
    return static_cast<quint32>(row);
}

/// What an item of a TrackAssembler says.
enum class TrackItemKind : quint8 {
    Begin,
    End,
    Slice,   ///< extra: its duration.
    Instant,
    Count,
    FlowToEnclosing, ///< extra: the flow. The running slice takes part in it.
    FlowToNext,      ///< extra: the flow. The slice that begins next in the row takes part in it.
    OperationBegin,  ///< extra: the operation; name: the lane's label.
    OperationInstant,
    OperationEnd,
    ResourceCreated, ///< extra: the resource, and above its 32 bits the one that it was made for; name: its label.
    ResourceBegin,   ///< extra: the resource, whose callback begins.
    ResourceEnd,
    ResourceCompleted,
};

/// The part of a slice in a flow.
enum class FlowRole : quint8 { Start, Step, End };

/// One thing that a foreign recording says, as small as ten million of them want it.
struct TrackItem {
    qint64 time = 0; ///< Nanoseconds, of any origin.
    quint64 extra = 0;
    quint32 position = 0; ///< Among all that was told, of whatever row.
    StringId text = StringId::Empty; ///< What becomes the event's value.
    StringId name = StringId::Empty; ///< Of Begin and End: what pairs them, Empty pairs with anything.
    TrackItemKind kind = TrackItemKind::Instant;
    FlowRole role = FlowRole::Start;
};
static_assert(sizeof(TrackItem) == 32);

} // namespace asq::trace
