#include "geometry/picture.h"

namespace interleave {

qsizetype Picture::shapeCount() const
{
    qsizetype count = 0;
    for (const Layer &layer : layers)
        count += layer.quads.size() + layer.stripes.size() + layer.patterns.size() + layer.ribbons.size()
            + layer.triangles.size() + layer.texts.size();
    return count;
}

} // namespace interleave
