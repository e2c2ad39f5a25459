#pragma once

#include "core/channelcore.h"

#include <array>
#include <span>

namespace asq {

/// Several puts and takes, of which one is done: the first in the order of naming that can be done at once, else whichever
/// comes first. Closed channels are left out, unless all are.
///
/// Where somebody waits at the other side of a channel without a buffer, the two meet in the first tick, not at once.
class Alternatives : public ChannelWait
{
public:
    explicit Alternatives(Kernel &kernel) : ChannelWait(kernel, Errors::Values, true) {}
    /// True when it is over at once: chosen() tells.
    bool tryNow();
    /// Queues all that are open.
    void wait(ChannelWaiter &waiter);
    /// Null when all channels were closed.
    const ChannelNode *chosen() const { return picked() ? picked() : m_now; }

    WaitReason reason() const final { return WaitReason::Alts; }
    EntityId awaitedOn() const final { return EntityId::None; }

protected:
    /// All of them, in order.
    virtual std::span<ChannelNode *const> nodes() const = 0;

    /// All are open, and nobody is at the other side of any of them.
    template<std::size_t N>
    static bool isWaitPlain(const std::array<ChannelNode *, N> &nodes)
    {
        bool isPlain = true;
        bool puts = false;
        bool takes = false;
        for (const ChannelNode *node : nodes) {
            const ChannelCore &core = *node->core;
            (node->isPut ? puts : takes) = true;
            isPlain &= core.isPlain() && !(node->isPut ? core.m_takes : core.m_puts).oldest;
        }
        return isPlain && !(puts && takes);
    }
    /// wait(), where isWaitPlain(), for a waiter that is told directly.
    template<std::size_t N>
    void waitPlainly(const std::array<ChannelNode *, N> &nodes, ChannelWaiter &waiter)
    {
        beginQuickly(waiter);
        for (ChannelNode *node : nodes) {
            node->wait = this;
            node->core->queue(*node);
        }
    }
    template<typename Nodes>
    static void skip(const Nodes &nodes, const ChannelNode &picked)
    {
        for (const ChannelNode *other : nodes) {
            if (other != &picked && other->isQueued)
                other->core->m_oddities += ChannelCore::Skipped;
        }
    }

    void skipOthers(ChannelNode &node) override;

private:
    void armed() final;
    ChannelNode *m_now = nullptr;
};

} // namespace asq
