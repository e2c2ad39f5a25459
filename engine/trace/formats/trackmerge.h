#pragma once

#include "trace/formats/trackitemlist.h"

#include <vector>

namespace asq::trace {

/// Goes through the items of all rows in the order of time, those of one time in the order in which they were told: a merge
/// of as many runs as the rows have together, which is little more than one each.
class TrackMerge
{
public:
    /// Adds a row, whose items are taken away. Requires: `items` outlives this.
    void add(TrackRow row, TrackItemList *items);
    /// Requires: all rows were added.
    void begin();

    bool isAtEnd() const { return m_sources.empty(); }
    // Requires: !isAtEnd().
    TrackRow row() const { return m_sources.front().row; }
    const TrackItem &item() const { return m_sources.front().item; }
    void next();

private:
    /// A run, by its next item.
    struct Source {
        TrackItem item;
        TrackRun *run = nullptr;
        TrackRow row = TrackRow::Program;
        bool operator<(const Source &other) const
        {
            return item.time != other.item.time ? item.time < other.item.time : item.position < other.item.position;
        }
    };
    void sink(std::size_t at);

    std::vector<Source> m_sources; ///< A heap, the earliest on top.
};

} // namespace asq::trace
