#pragma once

#include "core/channelcore.h"

#include <span>

namespace asq {

/// Several puts and takes, of which one is done: the first in the order of naming that can be done at once, else whichever
/// comes first. Closed channels are left out, unless all are.
///
/// Where somebody waits at the other side of a channel without a buffer, the two meet in the first tick, not at once.
class Alternatives : public ChannelWait
{
public:
    /// True when it is over at once: chosen() tells.
    bool tryNow(Kernel &kernel);
    /// Queues all that are open.
    void wait(ChannelWaiter &waiter);
    /// Null when all channels were closed.
    const ChannelNode *chosen(const ChannelWaiter &waiter) const
    {
        return waiter.isResolved() ? waiter.picked() : m_now;
    }

    WaitReason reason() const final { return WaitReason::Alts; }
    EntityId awaitedOn() const final { return EntityId::None; }

protected:
    /// All of them, in order.
    virtual std::span<ChannelNode *const> nodes() const = 0;

private:
    void armed(const ChannelWaiter &waiter) final;
    ChannelNode *m_now = nullptr;
};

} // namespace asq
