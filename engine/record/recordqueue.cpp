// A recorder must cost next to nothing on the program's thread and must still have told everything when the program
// hangs or dies a moment later. Records therefore go into blocks that both threads may look at: the producer appends
// and moves one counter forward with release order, the consumer reads up to that counter at a pace of its own.
//
// A ring that is handed over when full would be as cheap, but what stands in a part-filled ring is lost when the
// program's thread never comes back, and that is when people look at the recording most closely. A mapped file would
// survive as well, but its page faults land on the program's thread (23–50 ns a record against 1–2).
//
// Blocks come into being when the consumer lags behind, go round afterwards, and are never more than the limit.
#include "record/recordqueue.h"

#include <algorithm>

namespace asq::record {

RecordQueue::RecordQueue(qsizetype memoryLimit)
    : m_blockLimit(std::max<std::size_t>(2, std::size_t(std::max<qsizetype>(memoryLimit, 0)) / sizeof(Block))),
      m_reserveLimit(m_blockLimit + std::max<std::size_t>(1, m_blockLimit / 4)),
      m_blocksPerWake(std::clamp<std::size_t>(m_blockLimit / 8, 1, 8)), m_free(m_reserveLimit + 1)
{
    m_blocks.reserve(m_reserveLimit);
    m_blocks.push_back(std::make_unique_for_overwrite<Block>());
    m_writing = m_reading = m_blocks.back().get();
}

RecordQueue::~RecordQueue() = default;

bool RecordQueue::openBlock(bool mayUseReserve)
{
    Block *block = takeFree();
    if (!block) {
        if (m_blocks.size() >= (mayUseReserve ? m_reserveLimit : m_blockLimit))
            return false;
        m_blocks.push_back(std::make_unique_for_overwrite<Block>());
        block = m_blocks.back().get();
    }
    block->published.store(0, std::memory_order_relaxed);
    block->next.store(nullptr, std::memory_order_relaxed);
    m_writing->next.store(block, std::memory_order_release);
    m_writing = block;
    m_count = 0;
    m_textUsed = 0;
    m_wakeHint = ++m_filledBlocks % m_blocksPerWake == 0;
    return true;
}

RecordQueue::Block *RecordQueue::takeFree()
{
    const std::size_t head = m_freeHead.load(std::memory_order_relaxed);
    if (head == m_freeTail.load(std::memory_order_acquire))
        return nullptr;
    Block *block = m_free[head];
    m_freeHead.store((head + 1) % m_free.size(), std::memory_order_release);
    return block;
}

// The ring holds one place more than there are blocks: it is never full.
void RecordQueue::recycle()
{
    Block *next = m_reading->next.load(std::memory_order_acquire);
    const std::size_t tail = m_freeTail.load(std::memory_order_relaxed);
    m_free[tail] = m_reading;
    m_freeTail.store((tail + 1) % m_free.size(), std::memory_order_release);
    m_reading = next;
    m_read = 0;
    m_seen = 0;
    m_textRead = 0;
}

} // namespace asq::record
