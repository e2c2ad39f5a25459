#pragma once

#include "export/fontmeasure.h"
#include "geometry/picture.h"

class QPainter;

namespace interleave {

/// Paints `picture` at the painter's origin, with vectors only, so that SVG and PDF keep them. `fonts` are those
/// with which the picture was laid out.
void paintPicture(QPainter &painter, const Picture &picture, const FontMeasure &fonts);

} // namespace interleave
