#pragma once

#include "trace/formats/trackitem.h"

#include <memory>
#include <vector>

namespace asq::trace {

/// Items of one row in the order of time, those of one time in the order in which they were told, in the seven bytes or so
/// that each takes when the one before is known. Written once, read once; what was read gives its memory back.
class TrackRun
{
public:
    /// Requires: mayAppend(item), and it was told after all of them.
    void append(const TrackItem &item);
    bool mayAppend(const TrackItem &item) const { return m_bytes == 0 || item.time >= m_last.time; }
    qint64 lastTime() const { return m_last.time; }
    /// What the items take.
    std::size_t bytes() const { return m_bytes; }

    /// Nothing may be appended from here on.
    void beginReading();
    /// The next one into `item`; false at the end.
    bool read(TrackItem *item);

private:
    struct Block {
        std::unique_ptr<quint8[]> bytes;
        quint32 size = 0;
        quint32 capacity = 0;
    };

    std::vector<Block> m_blocks;
    TrackItem m_last; ///< Of those that were appended; later, of those that were read.
    std::size_t m_bytes = 0;
    std::size_t m_block = 0; ///< That is read.
    quint32 m_at = 0;
};

} // namespace asq::trace
