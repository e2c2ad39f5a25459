#include "trace/formats/trackmerge.h"

namespace asq::trace {

void TrackMerge::add(TrackRow row, TrackItemList *items)
{
    if (!items->isEmpty())
        m_sources.push_back({items->front().time, items->front().position, row, items});
}

void TrackMerge::begin()
{
    for (std::size_t i = m_sources.size() / 2; i > 0; --i)
        sink(i - 1);
}

void TrackMerge::next()
{
    Source &top = m_sources.front();
    if (top.items->takeFront()) {
        top.time = top.items->front().time;
        top.position = top.items->front().position;
    } else {
        top = m_sources.back();
        m_sources.pop_back();
    }
    sink(0);
}

/// Puts the source at `at` below those that come earlier.
void TrackMerge::sink(std::size_t at)
{
    const std::size_t size = m_sources.size();
    if (at >= size)
        return;
    const Source moved = m_sources[at];
    for (;;) {
        std::size_t child = 2 * at + 1;
        if (child >= size)
            break;
        if (child + 1 < size && m_sources[child + 1] < m_sources[child])
            ++child;
        if (!(m_sources[child] < moved))
            break;
        m_sources[at] = m_sources[child];
        at = child;
    }
    m_sources[at] = moved;
}

} // namespace asq::trace
