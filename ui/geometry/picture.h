#pragma once

#include "geometry/textmeasure.h"
#include "geometry/themecolors.h"

#include <QList>
#include <QString>

#include <array>

namespace interleave {

/// A way to fill that is told apart without colour.
enum class Pattern : quint8 { Diagonal, Dots };

/// What painters paint: coloured shapes in pixels, in layers from the back to the front. Within a layer quads come
/// first, then stripes, patterns, ribbons, triangles and texts. Nothing in it knows of traces; both painters (ui/export and
/// ui/timeline) are loops over it.
struct Picture {
    struct Quad {
        float x, y, width, height;
        Argb color;
    };
    /// Strokes of `color` across a rectangle, PatternPitch pixels apart; `phase`, below PatternPitch, shifts them so
    /// that they travel with what they fill. Dots stand in the middle of the height.
    static constexpr float PatternPitch = 8.0f;
    struct Patterned {
        float x, y, width, height;
        Pattern pattern;
        Argb color;
        float phase;
    };
    /// A smooth line through `count` points from `first` on in `points`.
    struct Ribbon {
        qsizetype first, count;
        float width;
        Argb color;
    };
    struct Point {
        float x, y;
    };
    struct Triangle {
        std::array<Point, 3> corners;
        Argb color;
    };
    /// `x` is the left edge, `y` the middle of the text's height.
    struct Text {
        float x, y;
        QString text;
        Argb color;
        TextRole role;
    };
    /// `count` columns of `cell` pixels side by side, each in a colour of its own: those from `first` on in `cells`.
    struct Stripe {
        float x, y, cell, height;
        qsizetype first, count;
    };
    struct Layer {
        QList<Quad> quads;
        QList<Argb> cells;
        QList<Stripe> stripes;
        QList<Patterned> patterns;
        QList<Point> points;
        QList<Ribbon> ribbons;
        QList<Triangle> triangles;
        QList<Text> texts;
    };
    /// Rows, Bars, Arrows and Words are what scrolls; Header lies over it, Overlay over all.
    enum LayerName : quint8 { Rows, Bars, Arrows, Words, Header, HeaderWords, Overlay };
    static constexpr int LayerCount = 7;

    float width = 0.0f;
    float height = 0.0f;
    std::array<Layer, LayerCount> layers;

    /// How many shapes there are.
    qsizetype shapeCount() const;
};

} // namespace interleave
