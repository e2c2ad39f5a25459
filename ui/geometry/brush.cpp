#include "geometry/brush.h"

#include <algorithm>
#include <cmath>

namespace interleave {

double Brush::snapped(double value) const
{
    return std::round(value * m_pixelRatio) / m_pixelRatio;
}

void Brush::rect(double left, double top, double right, double bottom, Argb color)
{
    if (right <= left || bottom <= top)
        return;
    const double x = snapped(left);
    const double y = snapped(top);
    const double width = std::max(snapped(right) - x, 1.0 / m_pixelRatio);
    const double height = std::max(snapped(bottom) - y, 1.0 / m_pixelRatio);
    m_layer.quads.append(Picture::Quad{float(x), float(y), float(width), float(height), color});
}

void Brush::frame(double left, double top, double right, double bottom, double thickness, Argb color)
{
    if (right - left < 2.0 * thickness) {
        rect(left, top, right, bottom, color);
        return;
    }
    rect(left, top, right, top + thickness, color);
    rect(left, bottom - thickness, right, bottom, color);
    rect(left, top + thickness, left + thickness, bottom - thickness, color);
    rect(right - thickness, top + thickness, right, bottom - thickness, color);
}

void Brush::pattern(double left, double top, double right, double bottom, Pattern pattern, Argb color, double phase)
{
    const double x = snapped(left);
    const double width = snapped(right) - x;
    if (width > 0.0)
        m_layer.patterns.append(Picture::Patterned{float(x), float(top), float(width), float(bottom - top), pattern,
                                                   color, float(snapped(std::fmod(phase, Picture::PatternPitch)))});
}

void Brush::line(std::initializer_list<Picture::Point> points, double width, Argb color)
{
    m_layer.ribbons.append(Picture::Ribbon{m_layer.points.size(), qsizetype(points.size()), float(width), color});
    for (const Picture::Point &point : points)
        m_layer.points.append(point);
}

void Brush::triangle(Picture::Point a, Picture::Point b, Picture::Point c, Argb color)
{
    m_layer.triangles.append(Picture::Triangle{{a, b, c}, color});
}

void Brush::curve(Picture::Point from, Picture::Point to, double width, Argb color)
{
    const float dx = to.x - from.x;
    const float dy = to.y - from.y;
    const float length = std::abs(dx) + std::abs(dy);
    const int pieces = std::abs(dx) < 0.5f ? 1 : std::clamp(int(length / 8.0f), 8, 24);
    m_layer.ribbons.append(Picture::Ribbon{m_layer.points.size(), pieces + 1, float(width), color});
    for (int i = 0; i <= pieces; ++i) {
        // A cubic with both handles upright: across goes 3t² - 2t³, down goes with handles at 55 % of the height.
        const float t = float(i) / float(pieces);
        const float u = 1.0f - t;
        const float across = t * t * (3.0f - 2.0f * t);
        const float down = 3.0f * u * u * t * 0.55f + 3.0f * u * t * t * 0.45f + t * t * t;
        m_layer.points.append(Picture::Point{from.x + dx * across, from.y + dy * down});
    }
}

void Brush::text(double x, double middle, const QString &text, Argb color, TextRole role)
{
    m_layer.texts.append(Picture::Text{float(snapped(x)), float(middle), text, color, role});
}

} // namespace interleave
