#pragma once

#include "geometry/layout.h"
#include "geometry/pixeledges.h"

namespace interleave {

/// What the parts of layoutScene() share while one scene is made.
struct LayoutContext {
    const TimelineSource &source;
    const RowList &rows;
    const TextMeasure &measure;
    const Axis &axis;
    const ViewWindow &view;
    const PixelEdges &edges; ///< One column a pixel.
    Scene &scene;

    /// Where the sign of `event` stands: in the middle of its column, at most 8 pixels behind its beginning.
    double signX(asq::trace::EventId event) const;
};

/// Completed, failed or aborted: only the beginning of such a bar shows.
bool isOver(asq::analysis::State state);

void layoutTicks(LayoutContext &context);
void layoutStrip(LayoutContext &context);
void layoutRows(LayoutContext &context);
void layoutMarks(LayoutContext &context);
void layoutArrows(LayoutContext &context);

} // namespace interleave
