#pragma once

// What the writer of Chrome's trace events and the reader of those that we wrote ourselves agree on. In an object in front of
// the events stands what concerns the recording as a whole. An entity is the thread of its number, and its `thread_name`
// says what the entity is. Exactly one of the events that show an event of the recording has arguments that say
// all of it; the others are there for the picture, and have none of that name.
namespace asq::trace::chromeform {

/// The field in front of the events, and what it says first.
inline constexpr char HeadKey[] = "recording";
inline constexpr char Head[] = "Interleave recording, version 1";
/// Before the names of the arguments of an end: viewers add the arguments of both ends of a slice up.
inline constexpr char EndPrefix[] = "end.";
/// The thread for the events of counters, whose own events may have numbers as arguments only.
inline constexpr char CounterThread[] = "recording";
/// Times that are shown lie between 0 and this, in nanoseconds; others stand in an argument.
inline constexpr long long LatestShown = 100'000'000'000'000'000;

} // namespace asq::trace::chromeform
