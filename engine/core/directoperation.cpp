#include "core/directoperation.h"

namespace asq {

namespace {

Value given(Putting<Value> &put, bool isEarly)
{
    return Value(put.output(isEarly));
}

Value given(Taking<Value> &take, bool isEarly)
{
    std::optional<Value> value = take.output(isEarly);
    return value ? std::move(*value) : Value(Closed());
}

} // namespace

template<typename Action>
std::optional<Value> DirectOperation::tried(Action action)
{
    Q_ASSERT(m_operation.index() == 0);
    if (action.tryNow())
        return given(action, false);
    m_operation.emplace<SingleWait<Action>>(std::move(action));
    return {};
}

template std::optional<Value> DirectOperation::tried(Putting<Value> action);
template std::optional<Value> DirectOperation::tried(Taking<Value> action);

void DirectOperation::begin(ChannelWaiter &waiter)
{
    Q_ASSERT(isReady());
    m_hasBegun = true;
    m_waiter = &waiter;
    const auto wait = [&waiter](auto &operation) {
        operation.wait(waiter);
        operation.action.channel = nullptr; // whose queue holds the waiter
    };
    if (Put *put = std::get_if<Put>(&m_operation))
        wait(*put);
    else
        wait(std::get<Take>(m_operation));
}

Value DirectOperation::take()
{
    Q_ASSERT(m_hasBegun);
    m_hasBegun = false;
    // Another may be tried as soon as the result is used.
    struct Over {
        DirectOperation &operation;
        ~Over() { operation.m_operation.emplace<std::monostate>(); }
    } over{*this};
    if (Put *put = std::get_if<Put>(&m_operation))
        return given(put->action, m_waiter->isEarly());
    Take &take = std::get<Take>(m_operation);
    return given(take.action, m_waiter->isEarly());
}

} // namespace asq
