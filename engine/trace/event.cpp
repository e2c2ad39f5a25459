#include "trace/event.h"

#include <array>

namespace asq::trace {

namespace {
// In the order of the enumerations; the glossary's words.
constexpr std::array<const char *, EventKindCount> eventNames = {
    "created",     "scheduled", "started",   "suspended", "resumed", "returned",   "completed", "failed",  "aborted",
    "transferred", "offered",   "requested", "buffered",  "taken",   "rendezvous", "closed",    "dropped", "armed",
    "fired",       "cancelled", "delivered", "choice",    "logged",  "marked",     "reported",  "gap",     "ignored",
};
constexpr std::array<const char *, EntityKindCount> entityNames = {
    "program",   "sequence", "iterable", "reactive", "instance", "step",   "segment", "handler", "coroutine",
    "goroutine", "channel",  "timer",    "outside",  "process",  "thread", "track",   "counter",
};
constexpr std::array<const char *, WaitReasonCount> reasonNames = {
    "none", "trigger", "turn", "sequence", "promise", "gate", "put", "take", "alts", "timer", "event", "next", "join",
};
static_assert(static_cast<int>(EventKind::Ignored) + 1 == EventKindCount);
static_assert(static_cast<int>(EntityKind::Counter) + 1 == EntityKindCount);
static_assert(static_cast<int>(WaitReason::Join) + 1 == WaitReasonCount);
} // namespace

const char *name(EventKind kind)
{
    return eventNames.at(static_cast<std::size_t>(kind));
}

const char *name(EntityKind kind)
{
    return entityNames.at(static_cast<std::size_t>(kind));
}

const char *name(WaitReason reason)
{
    return reasonNames.at(static_cast<std::size_t>(reason));
}

} // namespace asq::trace
