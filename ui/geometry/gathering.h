#pragma once

#include "geometry/pixeledges.h"

#include "analysis/lanedetail.h"

#include <iterator>

namespace interleave {

/// A stretch of pixels that stands for the intervals first…end - 1 of a list: for one that is wide, whose edges are
/// exact, or for all that begin in a column (or for one that goes on through a few), whose edges are those of columns.
struct Gathered {
    double left = 0.0;  ///< Pixels; may lie outside of the window for a wide interval.
    double right = 0.0;
    qsizetype first = 0;
    qsizetype end = 0;
    bool wide = false;
    bool single() const { return end - first == 1; }
};

/// A list of things with `begin` and `end` events, in order and not overlapping, as LaneDetail is asked.
template<typename List>
class Intervals
{
public:
    explicit Intervals(const List &list) : m_list(list) {}
    qsizetype size() const { return std::size(m_list); }
    quint32 beginOf(qsizetype i) const { return index(m_list[i].begin); }
    quint32 endOf(qsizetype i) const
    {
        const asq::trace::EventId end = m_list[i].end;
        return end == asq::trace::EventId::None ? asq::analysis::LaneDetail::Open : index(end);
    }
    qsizetype firstFrom(quint32 event, qsizetype hint = 0) const
    {
        const auto behind = [event](const auto &item) { return index(item.begin) < event; };
        qsizetype low = hint;
        for (qsizetype step = 1; low < size() && behind(m_list[low]); step *= 2) {
            const qsizetype next = low + step;
            if (next >= size() || !behind(m_list[next]))
                return std::partition_point(m_list.begin() + low + 1, m_list.begin() + std::min(next, size()), behind)
                    - m_list.begin();
            low = next;
        }
        return low;
    }

private:
    const List &m_list;
};

/// Calls `consume(Gathered)` for what `list` shows in the columns of `edges`, left to right. What is at least `wide`
/// pixels wide, or has no end, comes alone. Costs a logarithm for each column that something is gathered in, whatever
/// the number of intervals is.
template<typename List, typename Consume>
void gather(const List &list, const PixelEdges &edges, double wide, Consume consume)
{
    const Axis &axis = edges.axis();
    const double tolerance = HiddenError / edges.view().pixelsPerUnit();
    const int reach = std::max(1, int(std::ceil(wide / edges.cell())));
    const qsizetype size = list.size();
    // The one that began before the view and goes on into it, if there is one.
    qsizetype i = list.firstFrom(edges.first(0));
    if (i > 0 && list.endOf(i - 1) > edges.first(0))
        --i;
    const auto exact = [&](qsizetype at) {
        const quint32 end = list.endOf(at);
        using asq::trace::EventId;
        const EventId behind = end == asq::analysis::LaneDetail::Open ? EventId::None : EventId{end};
        return Gathered{edges.view().toPixel(axis.roughlyAt(EventId{list.beginOf(at)}, tolerance)),
                        edges.view().toPixel(axis.roughlyEndAt(behind, tolerance)), at, at + 1, true};
    };
    // Whether it ends so far behind `column` that it may be wide; how wide it is, only its instants say.
    const auto mayBeWide = [&](qsizetype at, int column) {
        return list.endOf(at) >= edges.first(std::min(column + reach, edges.count()));
    };
    int column = 0;
    while (i < size) {
        const quint32 begin = list.beginOf(i);
        column = begin < edges.first(0) ? 0 : edges.columnOf(begin, column);
        if (column >= edges.count())
            return;
        if (mayBeWide(i, column)) {
            const Gathered one = exact(i);
            if (one.right - one.left >= wide || list.endOf(i) == asq::analysis::LaneDetail::Open) {
                if (one.right > 0.0 || list.endOf(i) == asq::analysis::LaneDetail::Open)
                    consume(one);
                ++i;
                continue;
            }
        }
        qsizetype end = list.firstFrom(edges.first(column + 1), i + 1);
        // The last may go on for long, and then stands alone.
        if (end - i > 1 && mayBeWide(end - 1, column)) {
            const Gathered last = exact(end - 1);
            if (last.right - last.left >= wide || list.endOf(end - 1) == asq::analysis::LaneDetail::Open)
                --end;
        }
        const int behind = std::max(column + 1, std::min(edges.columnOf(list.endOf(end - 1), column), edges.count()));
        consume(Gathered{edges.leftOf(column), edges.leftOf(column + 1), i, end, false});
        if (behind > column + 1)
            consume(Gathered{edges.leftOf(column + 1), edges.leftOf(behind), end - 1, end, false});
        i = end;
    }
}

} // namespace interleave
