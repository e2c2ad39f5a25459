#pragma once

#include "geometry/scene.h"
#include "geometry/textmeasure.h"

namespace interleave {

/// The scene that `request` shows of `source`. Cost and size follow from the pixels asked for: what is narrower than
/// a pixel is gathered. Requires: `rows` were made from the lanes of `source`.
Scene layoutScene(const TimelineSource &source, const RowList &rows, const SceneRequest &request,
                  const TextMeasure &measure);

/// What stands at `x`, `y` of `scene`; narrow things are found from up to 3 pixels away.
SceneHit hitTest(const TimelineSource &source, const RowList &rows, const Scene &scene, double x, double y);

} // namespace interleave
