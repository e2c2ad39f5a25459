#include "core/alternatives.h"

namespace asq {

bool Alternatives::tryNow(Kernel &kernel)
{
    const EntityId who = kernel.running();
    bool isAnyOpen = false;
    for (ChannelNode *node : nodes()) {
        node->core->dropSkipped();
        isAnyOpen |= !node->core->isClosed();
        node->who = who;
    }
    if (!isAnyOpen)
        return true;
    for (ChannelNode *node : nodes()) {
        ChannelCore &core = *node->core;
        if (!core.isClosed() && (node->isPut ? core.tryPut(*node) : core.tryTake(*node))) {
            m_now = node;
            return true;
        }
    }
    return false;
}

void Alternatives::wait(ChannelWaiter &waiter)
{
    const std::span<ChannelNode *const> all = nodes();
    bool puts = false;
    bool takes = false;
    bool meets = false;
    for (const ChannelNode *node : all) {
        const ChannelCore &core = *node->core;
        (node->isPut ? puts : takes) = true;
        meets |= !core.isClosed() && (node->isPut ? core.m_takes : core.m_puts).oldest;
    }
    const bool meetLater = meets || (puts && takes); // which may be each other's
    waiter.begin(this, meetLater ? ChannelWaiter::Nodes::SeveralThatMeetLater : ChannelWaiter::Nodes::Several);
    Kernel &kernel = waiter.kernel();
    const EventId before = kernel.cause();
    ChannelNode *neighbour = all.back();
    for (ChannelNode *node : all) {
        neighbour->sibling = node;
        neighbour = node;
    }
    for (ChannelNode *node : all) {
        ChannelCore &core = *node->core;
        if (core.isClosed())
            continue;
        node->waiter = &waiter;
        node->isMeeting = (node->isPut ? core.m_takes : core.m_puts).oldest;
        if (kernel.isObserved()) {
            const Value value = node->isPut ? core.valueOf(*node) : Value();
            kernel.setCause(before);
            core.announce(node->isPut ? EventKind::Offered : EventKind::Requested, node->who,
                          node->isPut ? &value : nullptr);
            node->isAnnounced = true;
        }
        core.queue(*node);
    }
    kernel.setCause(before);
}

void Alternatives::armed(const ChannelWaiter &waiter)
{
    for (ChannelNode *node : nodes()) {
        if (waiter.isResolved())
            return;
        if (node->isMeeting)
            node->core->meetOldest();
    }
}

} // namespace asq
