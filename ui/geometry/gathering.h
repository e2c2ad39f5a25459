#pragma once

#include "geometry/viewwindow.h"

#include <cmath>
#include <iterator>

namespace interleave {

/// A stretch of pixels that stands for the intervals first…end - 1 of a list: for one that is at least a pixel wide,
/// or for all that fall into one pixel.
struct Gathered {
    double left = 0.0;  ///< Pixels; may lie outside of the window for a single interval.
    double right = 0.0;
    qsizetype first = 0;
    qsizetype end = 0;
    bool single() const { return end - first == 1; }
};

/// The first of `list`, from `from` on, for which `before` is false. Looks near `from` first: one step costs little,
/// a leap over n costs log n. Requires: `before` is true for a beginning of the list only.
template<typename List, typename Before>
qsizetype gallop(const List &list, qsizetype from, Before before)
{
    const qsizetype size = std::size(list);
    qsizetype low = from;
    qsizetype step = 1;
    while (low < size && before(list[low])) {
        const qsizetype next = low + step;
        if (next >= size || !before(list[next])) {
            qsizetype high = std::min(next, size);
            ++low;
            while (low < high) {
                const qsizetype middle = low + (high - low) / 2;
                if (before(list[middle]))
                    low = middle + 1;
                else
                    high = middle;
            }
            return low;
        }
        low = next;
        step *= 2;
    }
    return low;
}

/// Calls `consume(Gathered)` for what `list` shows in `view`, left to right. `list` holds intervals with `begin` and
/// `end` events in order, not overlapping. Costs a logarithm a pixel that something is gathered in, whatever the
/// number of intervals is.
template<typename List, typename Consume>
void gather(const List &list, const Axis &axis, const ViewWindow &view, Consume consume)
{
    const double right = view.end();
    qsizetype i = gallop(list, 0, [&](const auto &item) { return axis.endAt(item.end) < view.begin; });
    const qsizetype size = std::size(list);
    while (i < size) {
        const double begin = axis.at(list[i].begin);
        if (begin > right)
            return;
        const double x0 = view.toPixel(begin);
        const double x1 = view.toPixel(axis.endAt(list[i].end));
        if (x1 - x0 >= 1.0) {
            if (x1 > 0.0)
                consume(Gathered{x0, x1, i, i + 1});
            ++i;
            continue;
        }
        const double pixel = std::floor(x0);
        const double limit = view.toAxis(pixel + 1.0);
        // The first goes in even when it reaches over the pixel's edge; of the others, those that end within it.
        const qsizetype end = gallop(list, i + 1, [&](const auto &item) { return axis.endAt(item.end) <= limit; });
        if (pixel >= 0.0)
            consume(Gathered{pixel, pixel + 1.0, i, end});
        i = end;
    }
}

} // namespace interleave
