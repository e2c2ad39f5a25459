#pragma once

#include "geometry/minimap.h"
#include "geometry/picture.h"

namespace interleave {

/// How a scene becomes a picture.
struct DrawingOptions {
    const ThemeColors *colors = &ThemeColors::dark();
    double pixelRatio = 1.0; ///< Device pixels a pixel: straight edges are put on whole device pixels.
};

/// The picture of a scene: here, and only here, states become colours and shapes.
Picture drawScene(const TimelineSource &source, const RowList &rows, const Scene &scene, const Minimap &minimap,
                  const DrawingOptions &options);

/// The column of lane names that stands left of a scene in exported pictures, `width` pixels wide. (The window has
/// its own, which can be clicked.)
Picture drawLaneNames(const TimelineSource &source, const RowList &rows, const Scene &scene, double width,
                      const TextMeasure &measure, const DrawingOptions &options);

} // namespace interleave
