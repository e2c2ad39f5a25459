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
// not requested.
#include "core/channelwait.h"

#include "core/channelcore.h"

namespace asq {

void ChannelNode::leave()
{
    core->leave(*this);
}

void ChannelWait::begin(ChannelWaiter &waiter)
{
    Q_ASSERT(!m_waiter);
    m_waiter = &waiter;
    m_cause = m_kernel.cause();
    waiter.begin(*this);
}

int ChannelWait::ticksAfterStandIn() const
{
    if (!m_waiter->isDirect())
        return 0;
    return recovers() ? 2 : 1;
}

bool ChannelWait::tick()
{
    if (m_isTickSpare) {
        m_isTickSpare = false;
        return false;
    }
    switch (m_state) {
    case State::Fresh:
        m_isEarly = m_picked;
        m_state = m_picked ? State::Telling : State::Listening;
        if (m_picked)
            m_left = 1 + ticksAfterStandIn();
        request();
        if (!m_picked)
            armed();
        return false;
    case State::Listening:
        if (!m_picked) {
            m_state = State::Armed;
            return false;
        }
        m_state = State::Telling;
        m_left = 1 + ticksAfterStandIn();
        break;
    case State::Armed: return false;
    case State::Telling: break;
    }
    if (--m_left == 0)
        return true;
    request();
    return false;
}

void ChannelWait::resolve(ChannelNode &node)
{
    Q_ASSERT(!m_picked);
    m_picked = &node;
    m_cause = m_kernel.cause();
    skipOthers(node);
    if (m_state == State::Fresh || (m_state == State::Listening && !failsOrRecovers()))
        return;
    m_isTickSpare = m_state == State::Listening;
    m_state = State::Telling;
    m_left = (failsOrRecovers() ? 2 : 1) + ticksAfterStandIn();
    request();
}

} // namespace asq
