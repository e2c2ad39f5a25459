// When is whoever waits for a channel told? The original makes of each operation that waits an iterable sequence, a
// listener that stands in for it, and a sequence around that, and each hands on to the next by a tick of its own.
// Programs see the order that follows, so the ticks are kept and the objects are not. Counted from the call that waits:
//
//     first tick      the sequence begins to listen, to the stand-in or, if the other side has come by now, to what that
//                     left; either will be looked at in the second tick
//     second tick     if the other side has come: hands on to the sequence, whose tick (the third) tells
//     later           the other side comes: the stand-in hands on in the next tick, the sequence tells in the one after
//
// So after a rendezvous the side that waited longer is told first, and nobody within the call that matched them. Whoever
// stands behind a sequence of its own has one tick less here, since the sequence requests the last one. An error that is
// taken after the first tick takes a tick more to reach the stand-in (the iterable sequence fails in a tick) and misses the
// second; turning it back into a value takes the sequence another. Ticks of the original in which nothing can happen are
// not requested, and of those that only lead to the next one the executor keeps the place
// (Executor::postLater): in a goroutine the first tick that may be one of its own is the third, which tells.
#include "core/channelwait.h"

namespace asq {

void ChannelWaiter::begin(ChannelWait *wait, Nodes nodes)
{
    Q_ASSERT(!isWaiting());
    m_wait = wait;
    m_cause = m_kernel.cause();
    m_phase = {State::Fresh, false, false, nodes != Nodes::One};
    m_begun = quint32(m_executor.round());
    if (!isDirect()) {
        began();
    } else if (nodes == Nodes::SeveralThatMeetLater) {
        request(1);
    } else {
        m_phase.state = State::Quiet;
        request(TicksUntilTold);
    }
}

void ChannelWaiter::beginUntold(ChannelWait &wait)
{
    Q_ASSERT(!isWaiting());
    m_wait = &wait;
    m_cause = m_kernel.cause();
    m_phase = {State::Armed};
}

void ChannelWaiter::tell()
{
    m_cause = m_kernel.cause();
    m_phase.state = State::Telling;
    request(1);
}

void ChannelWaiter::resolve(ChannelNode &node)
{
    Q_ASSERT(!isResolved());
    m_cause = m_kernel.cause();
    m_picked = &node;
    m_phase.isResolved = true;
    if (m_phase.hasOthers)
        node.skipOthers();
    const quint32 passed = ticksPassed();
    if (m_phase.state != State::Quiet || node.isError || passed > 1) {
        resolveOtherwise();
        return;
    }
    m_phase.isEarly = passed == 0;
    m_phase.state = State::Telling;
}

void ChannelWaiter::resolveRarely(ChannelNode &node)
{
    resolve(node);
}

quint32 ChannelWaiter::ticksAfterStandIn() const
{
    if (!isDirect())
        return 0;
    return recovers() ? 2 : 1;
}

bool ChannelWaiter::tickOtherwise()
{
    switch (m_phase.state) {
    case State::Fresh:
        m_phase.isEarly = isResolved();
        if (isResolved()) {
            m_phase.state = State::Telling;
            request(1 + ticksAfterStandIn());
            return false;
        }
        m_phase.state = isDirect() ? State::Quiet : State::Listening;
        m_executor.setKept(*this);
        request(isDirect() ? 2 : 1);
        m_wait->armed(*this);
        return false;
    case State::Listening: m_phase.state = isResolved() ? State::Telling : State::Armed; return isResolved();
    case State::Quiet: m_phase.state = State::Armed; return false;
    case State::Idle:
    case State::Armed: return false;
    case State::TellingNext:
        m_phase.state = State::Telling;
        request(1);
        return false;
    case State::SpareTick: m_phase.state = State::Telling; return false;
    case State::Telling: break;
    }
    return true;
}

void ChannelWaiter::resolveOtherwise()
{
    if (m_phase.state == State::Fresh)
        return; // the first tick finds it
    const bool isLater = fails() || recovers();
    const bool isTickToCome = m_phase.state == State::Quiet || m_phase.state == State::Listening;
    if (m_phase.state == State::Quiet && ticksPassed() == 0) {
        m_phase.isEarly = true;
        m_phase.state = recovers() ? State::TellingNext : State::Telling;
        return;
    }
    if (!isLater && (m_phase.state == State::Listening || (m_phase.state == State::Quiet && ticksPassed() == 1))) {
        if (m_phase.state == State::Quiet)
            m_phase.state = State::Telling;
        return;
    }
    m_phase.state = isTickToCome ? State::SpareTick : State::Telling;
    request((isLater ? 2 : 1) + ticksAfterStandIn());
}

} // namespace asq
