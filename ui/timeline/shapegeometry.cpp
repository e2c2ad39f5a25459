#include "timeline/shapegeometry.h"

#include <QColor>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace interleave {

quint32 ShapeGeometry::addVertex(float x, float y, Argb color, float opacity)
{
    // Vertex colours are premultiplied.
    const float alpha = float(color >> 24) / 255.0f * opacity;
    const auto channel = [&](int shift) { return uchar(std::lround(float((color >> shift) & 0xFFu) * alpha)); };
    QSGGeometry::ColoredPoint2D vertex;
    vertex.set(x, y, channel(16), channel(8), channel(0), uchar(std::lround(alpha * 255.0f)));
    m_vertices.push_back(vertex);
    return quint32(m_vertices.size() - 1);
}

void ShapeGeometry::addFace(quint32 a, quint32 b, quint32 c, quint32 d)
{
    m_indices.insert(m_indices.end(), {a, b, c, a, c, d});
}

void ShapeGeometry::writeQuads(const QList<Picture::Quad> &quads, QSGGeometry &geometry)
{
    geometry.allocate(int(quads.size()) * 4, int(quads.size()) * 6);
    QSGGeometry::ColoredPoint2D *vertex = geometry.vertexDataAsColoredPoint2D();
    quint32 *corner = geometry.indexDataAsUInt();
    quint32 first = 0;
    for (const Picture::Quad &quad : quads) {
        const QRgb color = qPremultiply(quad.color);
        const float right = quad.x + quad.width;
        const float bottom = quad.y + quad.height;
        const auto set = [&](float x, float y) {
            (vertex++)->set(x, y, uchar(qRed(color)), uchar(qGreen(color)), uchar(qBlue(color)), uchar(qAlpha(color)));
        };
        set(quad.x, quad.y);
        set(right, quad.y);
        set(right, bottom);
        set(quad.x, bottom);
        for (const quint32 offset : {0u, 1u, 2u, 0u, 2u, 3u})
            *corner++ = first + offset;
        first += 4;
    }
}

// Four vertices across at every point: fringe, core, core, fringe.
void ShapeGeometry::addRibbon(const Picture::Layer &layer, const Picture::Ribbon &ribbon)
{
    const Picture::Point *points = layer.points.constData() + ribbon.first;
    const float inner = std::max(0.0f, (ribbon.width - m_fringe) / 2.0f);
    const float outer = inner + m_fringe;
    quint32 before = 0;
    for (qsizetype i = 0; i < ribbon.count; ++i) {
        const Picture::Point &from = points[std::max<qsizetype>(0, i - 1)];
        const Picture::Point &to = points[std::min(ribbon.count - 1, i + 1)];
        const float length = std::max(1e-6f, std::hypot(to.x - from.x, to.y - from.y));
        const float nx = -(to.y - from.y) / length;
        const float ny = (to.x - from.x) / length;
        const auto across = [&](float offset, float opacity) {
            return addVertex(points[i].x + nx * offset, points[i].y + ny * offset, ribbon.color, opacity);
        };
        const quint32 first = across(-outer, 0.0f);
        across(-inner, 1.0f);
        across(inner, 1.0f);
        across(outer, 0.0f);
        for (quint32 k = 0; i > 0 && k < 3; ++k)
            addFace(before + k, before + k + 1, first + k + 1, first + k);
        before = first;
    }
}

void ShapeGeometry::addTriangle(const Picture::Triangle &triangle)
{
    const auto &p = triangle.corners;
    quint32 core[3];
    for (int i = 0; i < 3; ++i)
        core[i] = addVertex(p[i].x, p[i].y, triangle.color, 1.0f);
    m_indices.insert(m_indices.end(), {core[0], core[1], core[2]});
    const float turn = (p[1].x - p[0].x) * (p[2].y - p[0].y) - (p[1].y - p[0].y) * (p[2].x - p[0].x);
    const float side = turn > 0.0f ? m_fringe * 0.7f : -m_fringe * 0.7f;
    for (int i = 0; i < 3; ++i) {
        const Picture::Point &a = p[i];
        const Picture::Point &b = p[(i + 1) % 3];
        const float length = std::max(1e-6f, std::hypot(b.x - a.x, b.y - a.y));
        const float nx = (b.y - a.y) / length * side;
        const float ny = -(b.x - a.x) / length * side;
        const quint32 outerB = addVertex(b.x + nx, b.y + ny, triangle.color, 0.0f);
        addFace(core[i], core[(i + 1) % 3], outerB, addVertex(a.x + nx, a.y + ny, triangle.color, 0.0f));
    }
}

void ShapeGeometry::moveInto(QSGGeometry &geometry) const
{
    geometry.allocate(int(m_vertices.size()), int(m_indices.size()));
    if (m_vertices.empty())
        return;
    std::memcpy(geometry.vertexData(), m_vertices.data(), m_vertices.size() * sizeof(m_vertices[0]));
    std::memcpy(geometry.indexData(), m_indices.data(), m_indices.size() * sizeof(m_indices[0]));
}

} // namespace interleave
