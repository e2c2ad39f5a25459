#pragma once

#include "core/channelaction.h"
#include "core/valuechannel.h"

#include <variant>

namespace asq {

/// A put or take that a goroutine waits for itself, with no sequence between: for languages that can tell, before the
/// operation begins, that whatever it gives is yielded at once and seen by nobody else. One after another.
///
/// Reference: conformance notes section 8; the order is that of channelwait.cpp.
class DirectOperation
{
public:
    DirectOperation() = default;
    DirectOperation(const DirectOperation &) = delete;
    DirectOperation &operator=(const DirectOperation &) = delete;

    /// What it gives if it need not wait. Otherwise it is ready to begin().
    std::optional<Value> put(const Ref<ValueChannel> &channel, Value value)
    {
        return tried(Putting<Value>(*channel, std::move(value), {}));
    }
    std::optional<Value> take(const Ref<ValueChannel> &channel, TakenErrors errors)
    {
        return tried(Taking<Value>(*channel, errors, {}));
    }
    bool isReady() const { return m_operation.index() != 0 && !m_hasBegun; }
    bool hasBegun() const { return m_hasBegun; }
    /// From now on `waiter` waits. Requires: isReady().
    void begin(ChannelWaiter &waiter);
    /// What it gave; throws Failure for an error that was to be thrown. Requires: hasBegun(), and its waiter was told.
    Value take();

private:
    using Put = SingleWait<Putting<Value>>;
    using Take = SingleWait<Taking<Value>>;
    template<typename Action>
    std::optional<Value> tried(Action action);
    std::variant<std::monostate, Put, Take> m_operation;
    const ChannelWaiter *m_waiter = nullptr; ///< Since begin().
    bool m_hasBegun = false;
};

} // namespace asq
