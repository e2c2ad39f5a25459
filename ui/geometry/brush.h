#pragma once

#include "geometry/picture.h"

#include <initializer_list>

namespace interleave {

/// Puts shapes into one layer of a picture, with straight edges on whole device pixels.
class Brush
{
public:
    Brush(Picture::Layer &layer, double pixelRatio) : m_layer(layer), m_pixelRatio(pixelRatio) {}

    /// `value` moved to the nearest edge between device pixels.
    double snapped(double value) const;
    /// Left to right; empty stretches leave nothing. A stretch that is not empty is at least a device pixel wide.
    void rect(double left, double top, double right, double bottom, Argb color);
    /// Four lines of `thickness` inside of the rectangle.
    void frame(double left, double top, double right, double bottom, double thickness, Argb color);
    void pattern(double left, double top, double right, double bottom, Pattern pattern, Argb color, double phase);
    void line(std::initializer_list<Picture::Point> points, double width, Argb color);
    void triangle(Picture::Point a, Picture::Point b, Picture::Point c, Argb color);
    /// A vertical S from `from` to `to`: leaves and arrives upright.
    void curve(Picture::Point from, Picture::Point to, double width, Argb color);
    void text(double x, double middle, const QString &text, Argb color, TextRole role);

private:
    Picture::Layer &m_layer;
    double m_pixelRatio;
};

} // namespace interleave
