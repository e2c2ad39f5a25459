#include "core/valuechannel.h"

#include "core/channelaction.h"
#include "core/timer.h"

#include <algorithm>
#include <deque>

namespace asq {

namespace {

class ValueAlternatives final : public Alternatives
{
public:
    ValueAlternatives(std::vector<ValueAction> actions, AltsShape shape)
        : m_actions(std::move(actions)), m_shape(std::move(shape))
    {
        for (ValueAction &action : m_actions) {
            if (action.isPut)
                m_nodes.push_back(&m_puts.emplace_back(*action.channel, std::move(action.value)));
            else
                m_nodes.push_back(&m_takes.emplace_back(*action.channel));
        }
    }
    Value result(const ChannelWaiter &waiter) const override
    {
        const ChannelNode *node = chosen(waiter);
        const std::size_t index = std::size_t(std::find(m_nodes.begin(), m_nodes.end(), node) - m_nodes.begin());
        if (!node)
            return m_shape(index, Value(Closed()));
        if (node->isPut)
            return m_shape(index, Value(node->isServed));
        const TakeNode<Value> &take = static_cast<const TakeNode<Value> &>(*node);
        return m_shape(index, take.isServed ? take.value.value_or(Value()) : Value(Closed()));
    }

private:
    std::span<ChannelNode *const> nodes() const override { return m_nodes; }
    std::vector<ValueAction> m_actions;
    AltsShape m_shape;
    std::deque<PutNode<Value>> m_puts; // nodes stay where they are
    std::deque<TakeNode<Value>> m_takes;
    std::vector<ChannelNode *> m_nodes;
};

} // namespace

/// Begins `action`, which could not be done at once.
template<typename Action>
static Ref<SequenceCore> begun(Kernel &kernel, Action &&action)
{
    const auto held = makeRef<HeldOperation<SingleWait<Action>>>(kernel, std::move(action));
    held->wait.wait(*held);
    held->wait.action.channel = nullptr; // whose queue holds this
    return held->sequence();
}

ValueChannel::Operation ValueChannel::put(Value value)
{
    Putting<Value> putting(*this, std::move(value), {});
    if (putting.tryNow())
        return Value(putting.node.isServed);
    return begun(kernel(), std::move(putting));
}

ValueChannel::Operation ValueChannel::take(TakenErrors errors)
{
    Taking<Value> taking(*this, errors, {});
    if (!taking.tryNow())
        return begun(kernel(), std::move(taking));
    if (!taking.node.isServed)
        return Value(Closed());
    std::optional<Value> value = taking.output(false);
    return std::move(*value);
}

void ValueChannel::moveIn(ChannelNode &put)
{
    Value &value = static_cast<PutNode<Value> &>(put).value;
    if (m_store)
        m_store->append(value);
    else
        m_buffer.push_back(std::move(value));
    ++m_known;
}

void ValueChannel::moveOut(ChannelNode &take)
{
    if (stored() == 0)
        return;
    TakeNode<Value> &taker = static_cast<TakeNode<Value> &>(take);
    try {
        taker.value.emplace(m_store ? m_store->takeFirst() : m_buffer.take_front());
    } catch (...) {
        if (taker.errors == TakenErrors::Thrown)
            throw;
        taker.value.emplace(Failure::current().value());
    }
    --m_known;
    taker.isError = taker.value->isError();
}

Value ValueChannel::valueOf(const ChannelNode &node) const
{
    if (node.isPut)
        return static_cast<const PutNode<Value> &>(node).value;
    return static_cast<const TakeNode<Value> &>(node).value.value_or(Value());
}

Messages ValueChannel::buffer() const
{
    if (m_store)
        return m_store->all();
    Messages messages;
    for (const Value &value : m_buffer)
        messages.append(value);
    return messages;
}

void ValueChannel::share(Ref<ChannelStore> store)
{
    m_store = std::move(store);
    m_known = m_store->size();
    m_buffer.clear();
}

void ValueChannel::noticeOthers()
{
    if (!m_store)
        return;
    const EventId before = m_kernel.cause();
    const Messages all = m_store->all();
    for (m_known = std::min(m_known, all.size()); m_known < all.size(); ++m_known)
        announce(EventKind::Buffered, m_kernel.running(), &all.at(m_known));
    m_kernel.setCause(before);
}

void ValueChannel::preload(const Messages &messages, const Ref<Function> &taken, const Ref<ChannelStore> &store)
{
    m_store = store;
    m_taken = taken;
    m_known = messages.size();
    for (const Value &message : messages) {
        if (m_kernel.isObserved())
            announce(EventKind::Buffered, m_kernel.running(), &message);
        if (!m_store)
            m_buffer.push_back(Value(message));
        m_preloaded.push_back(std::make_unique<ChannelNode>(*this, ChannelNode::Put));
        m_preloaded.back()->waiter = nullptr;
        m_puts.append(*m_preloaded.back());
    }
}

void ValueChannel::servePreloaded(ChannelNode &)
{
    // As published: a take that waits by now, because a coroutine removed the message itself, is lost.
    if (ChannelNode *lost = takeOldest(m_takes))
        lost->waiter->deref();
    m_taken->call({});
}

Messages ValueChannel::dissolve()
{
    Messages left = buffer();
    if (isClosed())
        return left;
    const EventId before = m_kernel.cause();
    m_oddities |= IsClosed;
    m_isDissolved = true;
    m_buffer.clear();
    m_store = nullptr;
    if (m_kernel.isObserved()) {
        for (const ChannelNode *put = m_puts.oldest; put; put = put->newer) {
            if (put->isAnnounced && !put->waiter->isResolved()) {
                const Value value = valueOf(*put);
                announce(EventKind::Dropped, put->who, &value);
            }
        }
        announce(EventKind::Closed, EntityId::None);
    }
    dropWaiting();
    m_kernel.setCause(before);
    return left;
}

void ValueChannel::checkInvariants() const
{
    ChannelCore::checkInvariants();
    Q_ASSERT(!m_isDissolved || isClosed());
}

ValueChannel::Operation alts(Kernel &kernel, std::vector<ValueAction> actions, AltsShape shape)
{
    const auto held = makeRef<HeldOperation<ValueAlternatives>>(kernel, std::move(actions), std::move(shape));
    if (held->wait.tryNow(kernel))
        return held->wait.result(*held);
    held->wait.wait(*held);
    return held->sequence();
}

void closeAfter(const Ref<ChannelCore> &channel, qint64 delay, const Position &position)
{
    const Ref<Function> closes = makeFunction([channel](Messages) {
        channel->close();
        return Value();
    });
    closes->setDescription({QStringLiteral("timeout"), position});
    Timer::start(channel->kernel(), closes, delay, Timer::Repeat::Once, {});
}

} // namespace asq
