// A rendezvous is: the put's value moves in, the take's moves out, and both are resolved, the put first; who of them is
// told first is a matter of the ticks (channelwait.cpp). The queues are as the original keeps them, so that programs that
// look at odd moments see the same: of several alternatives the losers stay in their queues, resolved, until the next
// put or take there drops them, and where the oldest is served it may be such a one, which is passed over.
#include "core/channelcore.h"

namespace asq {

ChannelCore::ChannelCore(Kernel &kernel, qsizetype bufferSize, const QString &label)
    : m_kernel(kernel), m_entity(kernel.spawn(EntityKind::Channel, label)), m_bufferSize(bufferSize),
      m_oddities(kernel.isObserved() ? IsObserved : 0), m_older(kernel.m_newestChannel)
{
    if (m_older)
        m_older->m_newer = this;
    kernel.m_newestChannel = this;
}

ChannelCore::~ChannelCore()
{
    letGo();
    if (m_older)
        m_older->m_newer = m_newer;
    if (m_newer)
        m_newer->m_older = m_older;
    else if (!m_isOrphan)
        m_kernel.m_newestChannel = m_older;
}

void ChannelNode::leave()
{
    core->leave(*this);
}

void ChannelNode::skipOthers()
{
    for (const ChannelNode *other = sibling; other != this; other = other->sibling) {
        if (other->isQueued)
            other->core->m_oddities += ChannelCore::Skipped;
    }
}

void ChannelCore::dropResolved()
{
    for (Queue *queue : {&m_puts, &m_takes}) {
        for (ChannelNode *node = queue->oldest; node && m_oddities >= Skipped;) {
            ChannelNode *next = node->newer;
            if (node->waiter && node->waiter->isResolved())
                leave(*node);
            node = next;
        }
    }
}

ChannelNode *ChannelCore::takeOldest(Queue &queue)
{
    ChannelNode *node = queue.oldest;
    if (node) {
        queue.removeOldest(*node);
        if (node->waiter && node->waiter->isResolved())
            m_oddities -= Skipped;
    }
    return node;
}

void ChannelCore::announce(EventKind kind, EntityId other, const Value *value, quint32 waited)
{
    Announcement announcement;
    announcement.kind = kind;
    announcement.entity = m_entity;
    announcement.other = other;
    announcement.cause = m_kernel.cause();
    announcement.position = m_kernel.position();
    announcement.count = waited;
    announcement.values = value;
    announcement.valueCount = value ? 1 : 0;
    m_kernel.setCause(m_kernel.announce(std::move(announcement)));
}

void ChannelCore::move(ChannelNode &node)
{
    try {
        if (node.isPut)
            moveIn(node);
        else
            moveOut(node);
    } catch (...) {
        m_kernel.report(Failure::current().errors, m_entity);
    }
}

void ChannelCore::serve(ChannelNode *node)
{
    if (!node)
        return;
    ChannelWaiter *const waiter = node->waiter;
    if (!waiter) {
        servePreloaded(*node);
        return;
    }
    if (!waiter->isResolved()) {
        if (!isClosed()) {
            node->isServed = true;
            move(*node);
        }
        waiter->resolve(*node);
    }
    waiter->deref();
}

void ChannelCore::moveInOldest()
{
    ChannelNode *put = takeOldest(m_puts);
    if (m_kernel.isObserved() && put && put->waiter && !put->waiter->isResolved()) {
        const Value value = valueOf(*put);
        announce(EventKind::Buffered, put->who, &value, put->isAnnounced ? 1 : 0);
    }
    serve(put);
}

void ChannelCore::meet(ChannelNode *put, ChannelNode *take)
{
    if (!m_kernel.isObserved()) {
        serve(put);
        serve(take);
        return;
    }
    const bool puts = put && put->waiter && !put->waiter->isResolved();
    const bool takes = take && !take->waiter->isResolved();
    // Alternatives of one wait, at both sides: the put is done, and the take skipped.
    if (puts && takes && put->waiter != take->waiter) {
        const Value value = valueOf(*put);
        announce(EventKind::Rendezvous, take->who, &value, (put->isAnnounced ? 1 : 0) + (take->isAnnounced ? 2 : 0));
        serve(put);
        serve(take);
        return;
    }
    if (puts) {
        const Value value = valueOf(*put);
        announce(EventKind::Buffered, put->who, &value, put->isAnnounced ? 1 : 0);
    }
    serve(put);
    if (takes && !take->waiter->isResolved()) {
        const EntityId who = take->who;
        const quint32 waited = take->isAnnounced ? 2 : 0;
        const bool isStored = stored() > 0;
        const Value value = isStored ? buffer().front() : Value();
        if (isStored)
            announce(EventKind::Taken, who, &value, waited);
    }
    serve(take);
}

void ChannelCore::meetOldest()
{
    ChannelNode *put = takeOldest(m_puts);
    ChannelNode *take = takeOldest(m_takes);
    meet(put, take);
}

bool ChannelCore::tryPut(ChannelNode &node)
{
    if (isClosed())
        return true;
    dropSkipped();
    const bool isObserved = m_kernel.isObserved();
    if (isObserved) {
        node.who = m_kernel.running();
        noticeOthers();
    }
    if (stored() >= m_bufferSize)
        return false;
    const EventId before = m_kernel.cause();
    const Value value = isObserved ? valueOf(node) : Value();
    moveIn(node);
    if (isObserved)
        announce(EventKind::Buffered, node.who, &value);
    node.isServed = true;
    if (m_takes.oldest)
        meet(nullptr, takeOldest(m_takes));
    m_kernel.setCause(before);
    return true;
}

bool ChannelCore::tryTake(ChannelNode &node)
{
    if (isClosed())
        return true;
    dropSkipped();
    const bool isObserved = m_kernel.isObserved();
    if (isObserved) {
        node.who = m_kernel.running();
        noticeOthers();
    }
    if (stored() == 0)
        return false;
    const EventId before = m_kernel.cause();
    moveOut(node);
    node.isServed = true;
    if (isObserved) {
        const Value value = valueOf(node);
        announce(EventKind::Taken, node.who, &value);
    }
    if (m_puts.oldest)
        moveInOldest();
    m_kernel.setCause(before);
    return true;
}

/// The same as queueing the node and meetOldest(), where the node is alone at its side and nothing is to be looked at.
bool ChannelCore::meetAlone(ChannelNode &node)
{
    const Queue &own = node.isPut ? m_puts : m_takes;
    Queue &others = node.isPut ? m_takes : m_puts;
    if (!isPlain() || own.oldest || !others.oldest->waiter)
        return false;
    ChannelNode &other = *others.oldest;
    others.remove(other);
    node.isServed = other.isServed = true;
    ChannelNode &put = node.isPut ? node : other;
    ChannelNode &take = node.isPut ? other : node;
    handOver(put, take);
    ChannelWaiter *const waiter = other.waiter;
    put.waiter->resolve(put);
    take.waiter->resolve(take);
    waiter->deref();
    return true;
}

void ChannelCore::wait(ChannelNode &node, ChannelWaiter &waiter, ChannelWait *wait)
{
    const EventId before = m_kernel.cause();
    const bool meets = (node.isPut ? m_takes : m_puts).oldest;
    node.waiter = &waiter;
    if (!meets && m_kernel.isObserved()) {
        const Value value = node.isPut ? valueOf(node) : Value();
        announce(node.isPut ? EventKind::Offered : EventKind::Requested, node.who, node.isPut ? &value : nullptr);
        node.isAnnounced = true;
    }
    waiter.begin(wait);
    if (!meets) {
        queue(node);
    } else if (!meetAlone(node)) {
        queue(node);
        meetOldest();
    }
    m_kernel.setCause(before);
}

bool ChannelCore::operate(ChannelNode &node, ChannelWaiter &waiter)
{
    if (node.isPut ? tryPut(node) : tryTake(node))
        return true;
    wait(node, waiter, nullptr);
    return false;
}

void ChannelCore::setBufferSize(qsizetype size)
{
    m_bufferSize = size;
    dropSkipped();
    const EventId before = m_kernel.cause();
    while (!isClosed() && m_puts.oldest && stored() < m_bufferSize)
        moveInOldest();
    m_kernel.setCause(before);
}

void ChannelCore::serveAll(Queue &queue)
{
    while (queue.oldest)
        serve(takeOldest(queue));
}

void ChannelCore::close()
{
    if (isClosed())
        return;
    const Ref<ChannelCore> alive(this);
    m_oddities |= IsClosed;
    const EventId before = m_kernel.cause();
    if (m_kernel.isObserved())
        announce(EventKind::Closed, EntityId::None);
    serveAll(m_puts);
    serveAll(m_takes);
    if (m_kernel.isObserved()) {
        for (const Value &value : buffer())
            announce(EventKind::Dropped, EntityId::None, &value);
    }
    m_kernel.setCause(before);
}

void ChannelCore::dropWaiting()
{
    for (Queue *queue : {&m_puts, &m_takes}) {
        while (ChannelNode *node = takeOldest(*queue)) {
            if (node->waiter)
                node->waiter->deref();
        }
    }
}

void ChannelCore::letGo()
{
    for (Queue *queue : {&m_puts, &m_takes}) {
        while (ChannelNode *node = takeOldest(*queue)) {
            ChannelWaiter *const waiter = node->waiter;
            if (!waiter)
                continue;
            waiter->letGo();
            waiter->deref();
        }
    }
}

void ChannelCore::checkInvariants() const
{
    Q_ASSERT(m_oddities / Skipped <= quint64(m_puts.count() + m_takes.count()));
    Q_ASSERT(!isClosed() || (!m_puts.oldest && !m_takes.oldest));
    Q_ASSERT(bool(m_puts.oldest) == bool(m_puts.newest) && bool(m_takes.oldest) == bool(m_takes.newest));
}

} // namespace asq
