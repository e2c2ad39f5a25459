#pragma once

#include "core/sequencecore.h"

namespace asq {

/// Listens to a flow from the point where it is now, for somebody who will ask later. What comes before a listener is
/// there is kept. The source counts as handled; its own messages and steps are as they were.
class Tap : public RefCounted
{
public:
    static Ref<Tap> create(const Ref<Flow> &source);
    /// Without a source: trigger() feeds it.
    static Ref<Tap> create(Kernel &kernel);
    /// What to pipe from: a stand-in for the source.
    const Ref<SequenceCore> &flow() const { return m_flow; }
    /// The entity of what was tapped, for "waits on".
    EntityId source() const { return m_source; }
    /// Feeds what waits for flow(): what comes before somebody waits is kept.
    Ref<Trigger> trigger();

private:
    void complete(const Messages &messages);
    void fail(const Messages &errors);
    void listen();
    class Feed;

    template<typename T, typename... Args>
    friend Ref<T> makeRef(Args &&...args);
    Tap(Kernel &kernel, EntityId source) : m_kernel(kernel), m_source(source) {}

    Kernel &m_kernel;
    EntityId m_source;
    Ref<SequenceCore> m_flow;
    Ref<Trigger> m_trigger;
};

/// From here on `listener` hears what `source` gives, too, and its errors. The source counts as handled.
void tell(Flow &source, const Ref<Trigger> &listener);

} // namespace asq
