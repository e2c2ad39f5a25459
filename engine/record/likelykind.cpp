#include "record/likelykind.h"

namespace asq::record {

using trace::EntityKind;
using trace::EventKind;
using trace::WaitReason;

EntityKind likelyKind(EventKind kind)
{
    switch (kind) {
    case EventKind::Offered:
    case EventKind::Requested:
    case EventKind::Buffered:
    case EventKind::Taken:
    case EventKind::Rendezvous:
    case EventKind::Closed:
    case EventKind::Dropped: return EntityKind::Channel;
    case EventKind::Armed:
    case EventKind::Fired:
    case EventKind::Cancelled: return EntityKind::Timer;
    case EventKind::Delivered: return EntityKind::Outside;
    case EventKind::Reported: return EntityKind::Sequence;
    case EventKind::Suspended:
    case EventKind::Resumed:
    case EventKind::Transferred: return EntityKind::Coroutine;
    default: return EntityKind::Step;
    }
}

EntityKind likelyOtherKind(EventKind kind, WaitReason reason)
{
    if (kind != EventKind::Suspended)
        return EntityKind::Coroutine;
    switch (reason) {
    case WaitReason::Put:
    case WaitReason::Take:
    case WaitReason::Alts: return EntityKind::Channel;
    case WaitReason::Timer: return EntityKind::Timer;
    case WaitReason::Event: return EntityKind::ReactiveSequence;
    case WaitReason::Next: return EntityKind::IterableSequence;
    case WaitReason::Trigger:
    case WaitReason::Promise: return EntityKind::Outside;
    case WaitReason::Turn:
    case WaitReason::Join: return EntityKind::Coroutine;
    default: return EntityKind::Sequence;
    }
}

} // namespace asq::record
