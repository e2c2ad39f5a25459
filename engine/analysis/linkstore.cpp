#include "analysis/linkstore.h"

#include <algorithm>
#include <utility>

namespace asq::analysis {

using trace::EventId;
using trace::Trace;

void LinkStore::apply(const trace::Event &event)
{
    const quint32 cause = index(event.cause);
    if (cause != 0 && (cause - 1) / EventsOfBlock != m_eventCount / EventsOfBlock)
        m_far.push_back({cause, m_eventCount + 1});
    ++m_eventCount;
}

void LinkStore::finish()
{
    std::sort(m_far.begin(), m_far.end());
    m_far.shrink_to_fit();
}

std::size_t LinkStore::behindFarOf(EventId cause) const
{
    const auto behind = std::upper_bound(m_far.begin(), m_far.end(), index(cause),
                                         [](quint32 number, const Link &link) { return number < link.cause; });
    return std::size_t(behind - m_far.begin());
}

std::shared_ptr<const LinkStore::Block> LinkStore::blockOf(const Trace &trace, quint32 first) const
{
    const auto found = std::find_if(m_blocks.begin(), m_blocks.end(),
                                    [first](const std::shared_ptr<const Block> &block) {
                                        return block->first == first;
                                    });
    if (found != m_blocks.end()) {
        m_blocks.splice(m_blocks.begin(), m_blocks, found);
        return m_blocks.front();
    }
    const quint32 count = std::min(EventsOfBlock, quint32(trace.eventCount()) - first);
    const auto block = std::make_shared<Block>();
    block->first = first;
    block->lastEffects.assign(count, None);
    block->siblings.assign(count, None);
    for (quint32 i = 0; i < count; ++i) {
        const quint32 cause = index(trace.event(qsizetype(first + i)).cause);
        if (cause > first && cause - 1 - first < i)
            block->siblings[i] = std::exchange(block->lastEffects[cause - 1 - first], quint16(i));
    }
    m_blocks.push_front(block);
    if (m_blocks.size() > MostBlocks)
        m_blocks.pop_back();
    return block;
}

} // namespace asq::analysis
