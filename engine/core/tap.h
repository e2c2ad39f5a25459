#pragma once

#include "core/sequence.h"

namespace asq {

/// Listens to a flow from the point where it is now, for somebody who will ask later. What comes before a listener is
/// there is kept. The source counts as handled; its own messages and steps are as they were.
class Tap : public RefCounted
{
public:
    static Ref<Tap> create(const Ref<Flow> &source);
    /// What to pipe from: a stand-in for the source.
    const Ref<Sequence> &flow() const { return m_flow; }
    /// The entity of what was tapped, for "waits on".
    EntityId source() const { return m_source; }

private:
    template<typename T, typename... Args>
    friend Ref<T> makeRef(Args &&...args);
    explicit Tap(EntityId source) : m_source(source) {}

    EntityId m_source;
    Ref<Sequence> m_flow;
    Ref<Trigger> m_trigger;
};

} // namespace asq
