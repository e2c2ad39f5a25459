#include "core/ticks.h"

#include <utility>

namespace asq {

void TickRing::grow()
{
    const std::size_t capacity = m_capacity == 0 ? 16 : m_capacity * 2; // A power of two, so that a mask wraps.
    Tick *const slots = new Tick[capacity];
    for (std::size_t i = m_at; i != m_end; ++i)
        slots[i & (capacity - 1)] = m_slots[i & m_mask];
    delete[] m_slots;
    m_slots = slots;
    m_capacity = capacity;
    m_mask = capacity - 1;
}

void TickRing::drop()
{
    // What is let go of may post; the executor takes nothing by then.
    while (m_at != m_end) {
        m_batchEnd = m_at + 1 > m_batchEnd ? m_at + 1 : m_batchEnd;
        takeFirst().job()->deref();
    }
    m_batchEnd = m_end;
}

} // namespace asq
