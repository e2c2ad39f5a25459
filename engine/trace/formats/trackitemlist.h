#pragma once

#include "trace/formats/trackitem.h"

#include <memory>
#include <vector>

namespace asq::trace {

/// What was told of one row, in the order in which it was told: a list of blocks, so that it grows without being moved
/// and gives its memory back while it is read.
class TrackItemList
{
public:
    void append(const TrackItem &item);
    bool isEmpty() const { return m_blocks.empty(); }

    /// Puts the items in the order of their times, those of one time in the order in which they were told; but of whole
    /// slices that begin together the longer comes first, and before what happens at that time and neither begins
    /// nor ends. Costs nothing when they were told like that.
    void sort();

    /// The first one. Requires: !isEmpty().
    const TrackItem &front() const { return m_blocks[m_firstBlock].items[m_first]; }
    /// Takes the first one away; false when it was the last.
    bool takeFront();

private:
    static constexpr std::size_t SmallestBlock = 8;
    static constexpr std::size_t LargestBlock = 2048;
    struct Block {
        std::unique_ptr<TrackItem[]> items;
        std::size_t size = 0;
        std::size_t capacity = 0;
    };

    std::vector<Block> m_blocks;
    std::size_t m_firstBlock = 0;
    std::size_t m_first = 0; ///< In the first block.
    std::size_t m_size = 0;
    qint64 m_lastTime = 0;
    bool m_lastIsWhole = false;
    bool m_isOrdered = true;
};

} // namespace asq::trace
