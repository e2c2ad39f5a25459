#pragma once

#include "core/channelwait.h"
#include "core/sequencecore.h"

namespace asq {

/// A sequence that gives what a channel operation gives: for whoever is no goroutine, or asks outside of one.
class ChannelFlow : public ChannelWaiter
{
public:
    explicit ChannelFlow(Kernel &kernel)
        : ChannelWaiter(kernel, Kind::ThroughSequence),
          m_sequence(SequenceCore::create(kernel, SequenceCore::Visibility::Hidden))
    {
    }
    /// Requires: begun.
    const Ref<SequenceCore> &sequence() const { return m_sequence; }

    void letGo() final;
    void run(EventId cause) final;

private:
    void began() final;
    void tell();
    Ref<SequenceCore> m_sequence;
    Ref<Trigger> m_trigger; ///< Of the sequence's first step, while that waits.
};

/// An operation that waits, with the sequence that gives its result. W is a ChannelWait.
template<typename W>
class HeldOperation final : public ChannelFlow
{
public:
    template<typename... Args>
    explicit HeldOperation(Kernel &kernel, Args &&...args) : ChannelFlow(kernel), wait(std::forward<Args>(args)...)
    {
    }
    W wait;
};

} // namespace asq
