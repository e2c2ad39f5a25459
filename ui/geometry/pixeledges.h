#pragma once

#include "geometry/viewwindow.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace interleave {

/// In pixels: what nobody sees.
constexpr double HiddenError = 0.5;

/// The columns of a view, each `cell` pixels wide, as runs of events: what the horizontal axis means for one frame,
/// found once for all rows. On the time axis this is the only place where a frame looks up many instants.
class PixelEdges
{
public:
    PixelEdges(const Axis &axis, const ViewWindow &view)
        : m_axis(axis), m_view(view), m_cell(1.0), m_count(std::max(1, int(std::ceil(view.width)))),
          m_edges(axis.columns(view.begin, view.length / view.width, m_count))
    {
    }
    /// Columns as wide as `several` of `fine`, which lives as long.
    PixelEdges(const PixelEdges &fine, int several)
        : m_axis(fine.m_axis), m_view(fine.m_view), m_cell(fine.m_cell * several),
          m_count((fine.m_count + several - 1) / several)
    {
        for (int column = 0; column <= m_count; ++column)
            m_edges.push_back(fine.first(std::min(column * several, fine.m_count)));
    }

    const Axis &axis() const { return m_axis; }
    const ViewWindow &view() const { return m_view; }
    double cell() const { return m_cell; }
    int count() const { return m_count; }
    /// The number of the first event at or behind the left edge of `column`. Requires: 0 <= column <= count().
    quint32 first(int column) const { return m_edges[std::size_t(column)]; }
    /// The column that `event` stands in, looked for from `hint` on; count() when it is behind all of them.
    /// Requires: 0 <= hint <= count(), and the event is not in a column before `hint`.
    int columnOf(quint32 event, int hint = 0) const
    {
        // Mostly it is one of the next.
        auto behind = m_edges.begin() + hint + 1;
        for (int i = 0; i < 4; ++i, ++behind) {
            if (behind >= m_edges.end() || *behind > event)
                return int(behind - m_edges.begin()) - 1;
        }
        return int(std::upper_bound(behind, m_edges.end(), event) - m_edges.begin()) - 1;
    }
    double leftOf(int column) const { return column * m_cell; }

private:
    const Axis &m_axis;
    const ViewWindow &m_view;
    double m_cell;
    int m_count;
    std::vector<quint32> m_edges;
};

} // namespace interleave
