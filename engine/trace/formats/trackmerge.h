#pragma once

#include "trace/formats/trackitemlist.h"

#include <vector>

namespace asq::trace {

/// Goes through the items of all rows in the order of time, those of one time in the order in which they were told. What was
/// told of one row is nearly always in order already, so this is a merge of as many lists as there are rows.
class TrackMerge
{
public:
    /// Adds a row; `items` loses them one by one. Requires: `items` is sorted and outlives this.
    void add(TrackRow row, TrackItemList *items);
    /// Requires: all rows were added.
    void begin();

    bool isAtEnd() const { return m_sources.empty(); }
    // Requires: !isAtEnd().
    TrackRow row() const { return m_sources.front().row; }
    const TrackItem &item() const { return m_sources.front().items->front(); }
    void next();

private:
    /// A row, by its first item.
    struct Source {
        qint64 time = 0;
        quint32 position = 0;
        TrackRow row = TrackRow::Program;
        TrackItemList *items = nullptr;
        bool operator<(const Source &other) const
        {
            return time != other.time ? time < other.time : position < other.position;
        }
    };
    void sink(std::size_t at);

    std::vector<Source> m_sources; ///< A heap, the earliest on top.
};

} // namespace asq::trace
