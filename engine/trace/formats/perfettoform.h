#pragma once

#include "trace/event.h"

#include <array>

// What the writer of Perfetto files and the reader of those that we wrote ourselves agree on; README.md shows the form.
namespace asq::trace::perfettoform {

/// What the first packet of our own files, which describes the program's track, says of it.
inline constexpr char Head[] = "Interleave recording, version 1";
/// The track of what concerns the recording as a whole.
inline constexpr char RecordingTrack[] = "recording";

/// The instants on that track.
inline constexpr char HeadName[] = "head";
inline constexpr char FileName[] = "program text";
inline constexpr char LocationsName[] = "locations";
inline constexpr char EntitiesName[] = "entities";

/// Names of annotations. An annotation's interning id is its position here plus one.
enum class Note : quint8 {
    Event,
    Entity,
    Other,
    Value,
    Reason,
    Count,
    Cause,
    ProgramTime,
    RealTime,
    // The same of an event that ends a slice: Perfetto adds the annotations of both ends up.
    EndEvent,
    EndEntity,
    EndOther,
    EndValue,
    EndReason,
    EndCount,
    EndCause,
    EndProgramTime,
    EndRealTime,
    // Of the tables.
    Clock,
    Entities,
    Events,
    Remarks,
    Name,
    Text,
    Rows,
    Label,
};
inline constexpr std::array<const char *, 26> noteNames = {
    "event",
    "entity",
    "other",
    "value",
    "reason",
    "count",
    "cause",
    "program_time",
    "real_time",
    "end.event",
    "end.entity",
    "end.other",
    "end.value",
    "end.reason",
    "end.count",
    "end.cause",
    "end.program_time",
    "end.real_time",
    "clock",
    "entities",
    "events",
    "remarks",
    "name",
    "text",
    "rows",
    "label",
};
inline constexpr int FirstEndNote = static_cast<int>(Note::EndEvent);

/// Interning ids of strings: kinds of events, then reasons, then the trace's own strings.
inline constexpr quint64 FirstReason = 64;
inline constexpr quint64 FirstString = 96;
static_assert(EventKindCount < FirstReason && WaitReasonCount <= FirstString - FirstReason);

/// A row of "entities": kind, parent, label, location. A row of "locations": file, line, column.
inline constexpr int EntityColumns = 4;
inline constexpr int LocationColumns = 3;

} // namespace asq::trace::perfettoform
