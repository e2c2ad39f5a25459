#pragma once

#include "trace/trace.h"

#include <list>
#include <memory>
#include <vector>

namespace asq::analysis {

/// The effects of the events of a long recording. Kept are the links from one block of 4,096 events into another, eight bytes
/// each; those within a block are made when somebody asks for one of its events, and kept for a few blocks. Not for several threads
/// at once.
class LinkStore
{
public:
    /// The next event.
    void apply(const trace::Event &event);
    /// Behind the last event. Nothing may be asked before.
    void finish();

    /// Calls `consume` with the last `limit` effects of `event` that lie in other blocks, the last first.
    template<typename Consume>
    void forEachFarEffect(trace::EventId event, qsizetype limit, Consume consume) const
    {
        for (std::size_t i = behindFarOf(event); limit > 0 && i > 0 && m_far[i - 1].cause == index(event); --i, --limit)
            consume(trace::EventId{m_far[i - 1].effect});
    }
    /// The same with those in the block of `event`, for which its events are looked into. Requires: it is one of `trace`, whose
    /// events were taken up.
    template<typename Consume>
    void forEachEffect(const trace::Trace &trace, trace::EventId event, qsizetype limit, Consume consume) const
    {
        forEachFarEffect(event, limit, [&](trace::EventId effect) {
            --limit;
            consume(effect);
        });
        const quint32 position = index(event) - 1;
        const quint32 first = position - position % EventsOfBlock;
        const std::shared_ptr<const Block> block = limit > 0 ? blockOf(trace, first) : nullptr;
        for (quint16 i = block ? block->lastEffects[position - first] : None; i != None && limit > 0;
             i = block->siblings[i], --limit)
            consume(trace::EventId{first + i + 1});
    }

    qsizetype bytes() const { return qsizetype(m_far.capacity() * sizeof(Link)); }

private:
    static constexpr quint32 EventsOfBlock = 4096;
    static constexpr quint16 None = 0xFFFF;
    static constexpr std::size_t MostBlocks = 64;

    // Event numbers.
    struct Link {
        quint32 cause;
        quint32 effect;
        friend auto operator<=>(const Link &, const Link &) = default;
    };
    // By position in the block.
    struct Block {
        quint32 first;
        std::vector<quint16> lastEffects; ///< Of the effects in the same block the last one, or None.
        std::vector<quint16> siblings; ///< The effect of the same cause before it, or None.
    };

    std::size_t behindFarOf(trace::EventId cause) const;
    std::shared_ptr<const Block> blockOf(const trace::Trace &trace, quint32 first) const;

    std::vector<Link> m_far; ///< By cause, then by effect.
    quint32 m_eventCount = 0;
    mutable std::list<std::shared_ptr<const Block>> m_blocks; ///< The one used last comes first.
};

} // namespace asq::analysis
