#pragma once

#include "geometry/scene.h"

namespace interleave {

/// A stretch of one line of the minimap.
struct MinimapBar {
    double left = 0.0;
    double right = 0.0;
    int line = 0;
    asq::analysis::State state = asq::analysis::State::Absent;
};

/// The whole trace, small: the rows in which most happens, as thin lines.
struct Minimap {
    int lines = 0;
    ViewWindow view; ///< What its pixels show: the whole axis.
    QList<MinimapBar> bars;
};

/// Changes only with the trace, the rows, the axis and the width: keep it between frames.
Minimap layoutMinimap(const TimelineSource &source, const RowList &rows, AxisKind axis, double width);

} // namespace interleave
