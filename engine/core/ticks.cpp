#include "core/ticks.h"

#include <algorithm>
#include <utility>

namespace asq {

void TickLine::makeRoom()
{
    constexpr std::ptrdiff_t least = 64;
    const std::ptrdiff_t capacity = m_limit - m_room;
    const std::ptrdiff_t live = m_end - m_at;
    // Moving down pays as long as it frees a quarter: then an append moves three ticks at most.
    Tick *room = m_room;
    std::ptrdiff_t wanted = capacity;
    if (live * 4 >= capacity * 3) {
        wanted = std::max(capacity * 2, least);
        room = new Tick[std::size_t(wanted)];
    }
    std::copy(m_at, m_end, room);
    m_batchEnd = room + (m_batchEnd - m_at);
    m_at = room;
    m_end = room + live;
    m_limit = room + wanted;
    setOpen(m_isOpen);
    if (room != m_room)
        delete[] std::exchange(m_room, room);
}

void TickLine::drop()
{
    // What is let go of may post; the executor takes nothing by then.
    while (m_at != m_end) {
        m_batchEnd = std::max(m_batchEnd, m_at + 1);
        takeFirst().job()->deref();
    }
    m_batchEnd = m_end;
}

} // namespace asq
