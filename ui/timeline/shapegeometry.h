#pragma once

#include "geometry/picture.h"

#include <QSGGeometry>

#include <vector>

namespace interleave {

/// Collects coloured triangles and hands them to a geometry in one go. Slanted edges get a fringe of one device
/// pixel that fades out, since there is no multisampling.
class ShapeGeometry
{
public:
    explicit ShapeGeometry(double pixelRatio) : m_fringe(float(1.0 / pixelRatio)) {}

    /// Makes `geometry` consist of `quads`. Requires: as moveInto().
    static void writeQuads(const QList<Picture::Quad> &quads, QSGGeometry &geometry);
    void addRibbon(const Picture::Layer &layer, const Picture::Ribbon &ribbon);
    void addTriangle(const Picture::Triangle &triangle);
    /// Requires: `geometry` has ColoredPoint2D vertices and 32-bit indices.
    void moveInto(QSGGeometry &geometry) const;
    bool isEmpty() const { return m_indices.empty(); }

private:
    quint32 addVertex(float x, float y, Argb color, float opacity);
    void addFace(quint32 a, quint32 b, quint32 c, quint32 d);

    std::vector<QSGGeometry::ColoredPoint2D> m_vertices;
    std::vector<quint32> m_indices;
    float m_fringe;
};

} // namespace interleave
