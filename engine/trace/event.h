#pragma once

#include <QtGlobal>

namespace asq::trace {

/// Index of an entity in a trace's entity table. 0 is no entity; the program is 1.
enum class EntityId : quint32 { None = 0, Program = 1 };
/// Index of a string in a trace's string table. 0 is the empty string.
enum class StringId : quint32 { Empty = 0 };
/// Index of a source location in a trace's location table. 0 is unknown.
enum class LocationId : quint32 { Unknown = 0 };
/// Position of an event in a trace plus one; 0 is no event. Causes are given so.
enum class EventId : quint32 { None = 0 };

constexpr quint32 index(EntityId id)
{
    return static_cast<quint32>(id);
}
constexpr quint32 index(StringId id)
{
    return static_cast<quint32>(id);
}
constexpr quint32 index(LocationId id)
{
    return static_cast<quint32>(id);
}
constexpr quint32 index(EventId id)
{
    return static_cast<quint32>(id);
}

/// What an entity is. The values are part of the file format: append only.
enum class EntityKind : quint8 {
    Program,
    Sequence,
    IterableSequence,
    ReactiveSequence,
    ReactiveInstance,
    Step,
    Segment,
    Handler,
    Coroutine,
    Goroutine,
    Channel,
    Timer,
    Outside,
    Process, ///< Of the recorded system, when there are several or when other tools recorded it.
    Thread,  ///< What runs in it is below it; slices nest within a thread, and threads run side by side.
    Track,   ///< A row of slices that another tool named: nested ones of a thread, or operations of their own.
    Counter, ///< A number over time; `marked` gives each value.
};
constexpr int EntityKindCount = 17;

/// What happened; engine/README.md gives the meaning of each and of the fields. Append only.
enum class EventKind : quint8 {
    Created,
    Scheduled,
    Started,
    Suspended,
    Resumed,
    Returned,
    Completed,
    Failed,
    Aborted,
    Transferred,
    Offered,
    Requested,
    Buffered,
    Taken,
    Rendezvous,
    Closed,
    Dropped,
    Armed,
    Fired,
    Cancelled,
    Delivered,
    Choice,
    Logged,
    Marked,
    Reported,
    Gap,
    Ignored,
};
constexpr int EventKindCount = 27;

/// What a suspended entity waits for. Append only.
enum class WaitReason : quint8 {
    None,
    Trigger,
    Turn,
    Sequence,
    Promise,
    Gate,
    Put,
    Take,
    Alts,
    Timer,
    Event,
    Next,
    Join,
};
constexpr int WaitReasonCount = 13;

/// One thing that happened. A value; its sequence number is its position in the trace.
struct Event {
    qint64 realTime = 0;    ///< Nanoseconds of the monotonic clock since the recording began.
    qint64 programTime = 0; ///< Nanoseconds of the program's own clock (virtual or real) since it began.
    EventId cause = EventId::None; ///< The event but for which this one would not have happened now; always earlier.
    EntityId entity = EntityId::None; ///< Whom it happened to.
    EntityId other = EntityId::None;  ///< The second party, see engine/README.md.
    StringId value = StringId::Empty; ///< Bounded summary of the values.
    LocationId location = LocationId::Unknown; ///< Where in the program text.
    quint32 count = 0;                         ///< See engine/README.md.
    EventKind kind = EventKind::Created;
    WaitReason reason = WaitReason::None; ///< Of Suspended. Of Logged: None is output, Trigger an error line.

    bool beginsSlice() const
    {
        return kind == EventKind::Started || kind == EventKind::Resumed || kind == EventKind::Fired;
    }
    bool endsSlice() const { return kind == EventKind::Suspended || kind == EventKind::Returned; }
    friend bool operator==(const Event &, const Event &) = default;
};

/// The word of engine/README.md for a kind ("started"), never translated: it is part of the text form.
const char *name(EventKind kind);
const char *name(EntityKind kind);
const char *name(WaitReason reason);

} // namespace asq::trace
