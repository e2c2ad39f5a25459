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

void ChannelWait::beginWithTick()
{
    m_begun = quint32(m_kernel.executor().round());
    if (m_waiter->isDirect())
        request(1);
    else
        m_waiter->began();
}

quint32 ChannelWait::ticksAfterStandIn() const
{
    if (!m_waiter->isDirect())
        return 0;
    return recovers() ? 2 : 1;
}

bool ChannelWait::tickOtherwise()
{
    switch (m_state) {
    case State::Fresh:
        m_isEarly = m_picked;
        if (m_picked) {
            m_state = State::Telling;
            request(1 + ticksAfterStandIn());
            return false;
        }
        m_state = m_waiter->isDirect() ? State::Quiet : State::Listening;
        m_kernel.executor().setKept(*m_waiter);
        request(m_waiter->isDirect() ? 2 : 1);
        armed();
        return false;
    case State::Listening: m_state = m_picked ? State::Telling : State::Armed; return m_picked;
    case State::Quiet: m_state = State::Armed; return false;
    case State::Armed: return false;
    case State::TellingNext:
        m_state = State::Telling;
        request(1);
        return false;
    case State::SpareTick: m_state = State::Telling; return false;
    case State::Telling: break;
    }
    return true;
}

void ChannelWait::resolveOtherwise()
{
    if (m_state == State::Fresh)
        return; // the first tick finds it
    const bool isLater = failsOrRecovers();
    const bool isTickToCome = m_state == State::Quiet || m_state == State::Listening;
    if (m_state == State::Quiet && ticksPassed() == 0) {
        m_isEarly = true;
        m_state = recovers() ? State::TellingNext : State::Telling;
        return;
    }
    if (!isLater && (m_state == State::Listening || (m_state == State::Quiet && ticksPassed() == 1))) {
        if (m_state == State::Quiet)
            m_state = State::Telling;
        return;
    }
    m_state = isTickToCome ? State::SpareTick : State::Telling;
    request((isLater ? 2 : 1) + ticksAfterStandIn());
}

} // namespace asq
