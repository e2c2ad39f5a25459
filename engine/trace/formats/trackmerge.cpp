#include "trace/formats/trackmerge.h"

namespace asq::trace {

void TrackMerge::add(TrackRow row, TrackItemList *items)
{
    for (TrackRun &run : items->runs()) {
        Source source;
        source.run = &run;
        source.row = row;
        run.beginReading();
        if (run.read(&source.item))
            m_sources.push_back(source);
    }
}

void TrackMerge::begin()
{
    for (std::size_t i = m_sources.size() / 2; i > 0; --i)
        sink(i - 1);
}

void TrackMerge::next()
{
    Source &top = m_sources.front();
    if (!top.run->read(&top.item)) {
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
