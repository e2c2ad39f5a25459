#pragma once

#include "geometry/pixeledges.h"

#include "analysis/lanedetail.h"

#include <QList>

namespace interleave {

/// What one lane shows in the columns of a view: stretches that are wide enough for a bar each, and everything else as
/// one severity a column, the worst of those that begin there, or of the one that goes on through it.
struct LaneCells {
    struct Wide {
        qsizetype stretch; ///< Position in the lane.
        double left;       ///< Pixels, exact; may lie outside of the view.
        double right;
    };

    QList<Wide> wide;
    QList<quint8> cells; ///< asq::analysis::severity() by column; 0 where nothing is, or something wide.
    int first = 0;       ///< The columns with cells, from here…
    int end = 0;         ///< …to here; first == end when there are none.

    /// Looks at `lane` in `edges`. At least `narrowest` columns wide, or without an end, is wide. Costs a few
    /// nanoseconds a column, whatever is in it.
    void look(const asq::analysis::LaneDetail &lane, const PixelEdges &edges, double narrowest);

private:
    class Walk;
};

} // namespace interleave
