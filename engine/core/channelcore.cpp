// A waiting operation is an iterable sequence of two steps: next() the first time moves the value, next() the second time
// tells whoever waits. That is how the original composes it, and the order in which both sides go on is observable: the
// side that waited longer is resumed first, and each of them some ticks later, never within the call that matched them.
#include "core/channelcore.h"

#include "core/pthen.h"

#include <algorithm>

namespace asq {

ChannelCore::ChannelCore(Kernel &kernel, qsizetype bufferSize, const QString &label)
    : m_kernel(kernel), m_entity(kernel.spawn(EntityKind::Channel, label)), m_bufferSize(bufferSize)
{
}

void ChannelCore::announce(EventKind kind, EntityId other, const Value &value, quint32 waited)
{
    if (!m_kernel.isObserved())
        return;
    Announcement announcement;
    announcement.kind = kind;
    announcement.entity = m_entity;
    announcement.other = other;
    announcement.cause = m_kernel.cause();
    announcement.position = m_kernel.position();
    announcement.count = waited;
    announcement.values = &value;
    announcement.valueCount = kind == EventKind::Requested || kind == EventKind::Closed ? 0 : 1;
    m_kernel.setCause(m_kernel.announce(std::move(announcement)));
}

Ref<SequenceCore> ChannelCore::waitFor(const Ref<Iterable> &flow, WaitReason reason)
{
    const Ref<SequenceCore> sequence = SequenceCore::create(m_kernel, SequenceCore::Visibility::Hidden);
    sequence->setAwaited({reason, m_entity});
    sequence->seq(flow, {});
    sequence->poke();
    return sequence;
}

void ChannelCore::resume(std::deque<Waiter> &queue)
{
    if (queue.empty())
        return;
    const Waiter waiter = std::move(queue.front());
    queue.pop_front();
    Iterable::Result moved = waiter.flow->next({});
    Messages told;
    told.append(std::move(moved.value));
    waiter.flow->next(std::move(told));
}

Messages ChannelCore::buffer() const
{
    if (m_store)
        return m_store->all();
    Messages messages;
    for (const Value &value : m_buffer)
        messages.append(value);
    return messages;
}

void ChannelCore::share(Ref<ChannelStore> store)
{
    m_store = std::move(store);
    m_known = m_store->size();
    m_buffer.clear();
}

void ChannelCore::noticeOthers()
{
    if (!m_store || !m_kernel.isObserved())
        return;
    const Messages all = m_store->all();
    for (m_known = std::min(m_known, all.size()); m_known < all.size(); ++m_known)
        announce(EventKind::Buffered, m_kernel.running(), all.at(m_known));
}

void ChannelCore::append(Value value)
{
    ++m_known;
    if (m_store)
        m_store->append(value);
    else
        m_buffer.push_back(std::move(value));
}

Value ChannelCore::takeFirst()
{
    --m_known;
    if (m_store)
        return m_store->takeFirst();
    Value value = std::move(m_buffer.front());
    m_buffer.pop_front();
    return value;
}

ChannelCore::Operation ChannelCore::put(Value value)
{
    if (m_closed)
        return Value(false);
    const EntityId who = m_kernel.running();
    const EventId before = m_kernel.cause();
    noticeOthers();
    Operation operation;
    if (stored() < m_bufferSize) {
        announce(EventKind::Buffered, who, value);
        append(std::move(value));
        resume(m_takes);
        operation = Value(true);
    } else {
        const Ref<Iterable> flow = Iterable::create(m_kernel, Iterable::Visibility::Hidden);
        Waiter waiter{flow, who, value, false};
        flow->val(makeFunction([this, value](Messages) {
            if (m_closed)
                return Value(false);
            append(value);
            return Value(true);
        }));
        const bool meets = !m_takes.empty();
        if (!meets) {
            announce(EventKind::Offered, who, value);
            waiter.announced = true;
        }
        m_puts.push_back(std::move(waiter));
        operation = waitFor(flow, WaitReason::Put);
        if (meets)
            match();
    }
    m_kernel.setCause(before);
    return operation;
}

void ChannelCore::match()
{
    const Waiter &put = m_puts.front();
    const Waiter &take = m_takes.front();
    announce(EventKind::Rendezvous, take.who, put.value, (put.announced ? 1 : 0) + (take.announced ? 2 : 0));
    resume(m_puts);
    resume(m_takes);
}

ChannelCore::Operation ChannelCore::takeOrThrow()
{
    return takeValue(true);
}

ChannelCore::Operation ChannelCore::take()
{
    Operation operation = takeValue(false);
    if (const Ref<SequenceCore> *sequence = std::get_if<Ref<SequenceCore>>(&operation)) {
        pThen(**sequence, {}, makeFunction([](Messages error) { return std::move(error.front()); }));
    }
    return operation;
}

ChannelCore::Operation ChannelCore::takeValue(bool errorsThrow)
{
    if (m_closed)
        return Value(Closed());
    const EntityId who = m_kernel.running();
    const EventId before = m_kernel.cause();
    noticeOthers();
    Operation operation;
    if (stored() > 0) {
        Value value = takeFirst();
        announce(EventKind::Taken, who, value);
        if (!m_puts.empty()) {
            // The oldest waiting put moves in.
            const Waiter &put = m_puts.front();
            if (put.announced)
                announce(EventKind::Buffered, put.who, put.value, 1);
            resume(m_puts);
        }
        m_kernel.setCause(before);
        if (errorsThrow && value.isError())
            throw Failure(std::move(value));
        operation = std::move(value);
    } else {
        const Ref<Iterable> flow = Iterable::create(m_kernel, Iterable::Visibility::Hidden);
        Waiter waiter{flow, who, {}, false};
        flow->val(makeFunction([this, who](Messages) {
            if (m_closed)
                return Value(Closed());
            Value value;
            if (stored() > 0)
                value = takeFirst();
            if (m_bufferSize > 0)
                announce(EventKind::Taken, who, value, 2);
            if (value.isError())
                throw Failure(std::move(value));
            return value;
        }));
        const bool meets = !m_puts.empty();
        if (!meets) {
            announce(EventKind::Requested, who, {});
            waiter.announced = true;
        }
        m_takes.push_back(std::move(waiter));
        operation = waitFor(flow, WaitReason::Take);
        if (meets)
            match();
    }
    m_kernel.setCause(before);
    return operation;
}

void ChannelCore::setBufferSize(qsizetype size)
{
    m_bufferSize = size;
    const EventId before = m_kernel.cause();
    while (!m_closed && stored() < m_bufferSize && !m_puts.empty()) {
        const Waiter &put = m_puts.front();
        if (put.announced)
            announce(EventKind::Buffered, put.who, put.value, 1);
        resume(m_puts);
    }
    m_kernel.setCause(before);
}

void ChannelCore::close()
{
    if (m_closed)
        return;
    m_closed = true;
    const EventId before = m_kernel.cause();
    announce(EventKind::Closed, EntityId::None, {});
    while (!m_puts.empty())
        resume(m_puts);
    while (!m_takes.empty())
        resume(m_takes);
    for (const Value &value : buffer())
        announce(EventKind::Dropped, EntityId::None, value);
    m_kernel.setCause(before);
}

qsizetype ChannelCore::waitingPuts() const
{
    return qsizetype(m_puts.size());
}

qsizetype ChannelCore::waitingTakes() const
{
    return qsizetype(m_takes.size());
}

void ChannelCore::preload(const Messages &messages, const Ref<Function> &taken, const Ref<ChannelStore> &store)
{
    m_store = store;
    m_known = messages.size();
    for (const Value &message : messages) {
        announce(EventKind::Buffered, m_kernel.running(), message);
        if (!m_store)
            m_buffer.push_back(message);
        const Ref<Iterable> flow = Iterable::create(m_kernel, Iterable::Visibility::Hidden);
        flow->val(makeFunction([this, taken](Messages) {
            // As published: a take that waits by now, because a coroutine removed the message itself, is lost.
            if (!m_takes.empty())
                m_takes.pop_front();
            taken->call({});
            return Value(!m_closed);
        }));
        m_puts.push_back({flow, EntityId::None, {}, false});
    }
}

Messages ChannelCore::dissolve()
{
    Messages left = buffer();
    const EventId before = m_kernel.cause();
    if (!m_closed) {
        m_closed = true;
        m_dissolved = true;
        m_buffer.clear();
        m_store = nullptr;
        for (const Waiter &put : m_puts)
            if (put.announced)
                announce(EventKind::Dropped, put.who, put.value);
        announce(EventKind::Closed, EntityId::None, {});
        m_puts.clear();
        m_takes.clear();
        m_kernel.setCause(before);
    }
    return left;
}

void ChannelCore::checkInvariants() const
{
    Q_ASSERT(m_puts.empty() || m_takes.empty() || m_bufferSize > 0 || stored() > 0);
    Q_ASSERT(!m_dissolved || m_closed);
}

} // namespace asq
