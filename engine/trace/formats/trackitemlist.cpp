#include "trace/formats/trackitemlist.h"

#include "trace/formats/tracksort.h"

#include <algorithm>

namespace asq::trace {

void TrackItemList::append(const TrackItem &item)
{
    const bool isWhole = item.kind == TrackItemKind::Slice;
    if (m_size > 0 && (item.time < m_lastTime || (item.time == m_lastTime && (isWhole || m_lastIsWhole))))
        m_isOrdered = false;
    m_lastIsWhole = isWhole || (m_size > 0 && item.time == m_lastTime && m_lastIsWhole);
    m_lastTime = item.time;
    if (m_blocks.empty() || m_blocks.back().size == m_blocks.back().capacity) {
        Block block;
        block.capacity = std::clamp(m_size, SmallestBlock, LargestBlock);
        block.items.reset(new TrackItem[block.capacity]);
        m_blocks.push_back(std::move(block));
    }
    Block &block = m_blocks.back();
    block.items[block.size++] = item;
    ++m_size;
}

void TrackItemList::sort()
{
    if (m_isOrdered)
        return;
    std::vector<TrackItem> all;
    all.reserve(m_size);
    for (Block &block : m_blocks) {
        all.insert(all.end(), block.items.get(), block.items.get() + block.size);
        block.items.reset();
    }
    m_blocks.clear();
    sortByTime(all);
    Block block;
    block.capacity = block.size = all.size();
    block.items.reset(new TrackItem[all.size()]);
    std::copy(all.begin(), all.end(), block.items.get());
    m_blocks.push_back(std::move(block));
    m_isOrdered = true;
}

bool TrackItemList::takeFront()
{
    if (++m_first < m_blocks[m_firstBlock].size)
        return true;
    m_blocks[m_firstBlock].items.reset();
    m_first = 0;
    if (++m_firstBlock < m_blocks.size())
        return true;
    m_blocks.clear();
    return false;
}

} // namespace asq::trace
