#include "export/picturepainter.h"

#include <QLineF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

QColor colorOf(Argb color)
{
    return QColor::fromRgba(color);
}

// The strokes of one diagonal pattern, each cut to the rectangle; 45°, eight pixels apart.
QList<QLineF> diagonals(const Picture::Patterned &area)
{
    constexpr float Pitch = Picture::PatternPitch;
    QList<QLineF> lines;
    const float right = area.x + area.width;
    const float bottom = area.y + area.height;
    // A stroke goes from (s, bottom) to (s + height, top); s runs over a grid that is fixed to the phase.
    const float first = area.phase + Pitch * std::floor((area.x - area.height - area.phase) / Pitch);
    for (float s = first; s < right; s += Pitch) {
        const float from = std::max(s, area.x);
        const float to = std::min(s + area.height, right);
        if (to > from)
            lines.append(QLineF(from, bottom - (from - s), to, bottom - (to - s)));
    }
    return lines;
}

void paintPattern(QPainter &painter, const Picture::Patterned &area)
{
    const QColor color = colorOf(area.color);
    if (area.pattern == Pattern::Diagonal) {
        painter.setPen(QPen(color, 1.5));
        painter.drawLines(diagonals(area));
        return;
    }
    constexpr float Pitch = Picture::PatternPitch;
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const float middle = area.y + area.height / 2.0f;
    for (float x = area.phase + Pitch * std::ceil((area.x - area.phase) / Pitch); x + 2.0f <= area.x + area.width;
         x += Pitch)
        painter.drawEllipse(QPointF(x + 1.0f, middle), 1.25, 1.25);
}

// Neighbours of one colour in one go: a drawing has few shapes then, and no seams.
void paintStripe(QPainter &painter, const Picture::Layer &layer, const Picture::Stripe &stripe)
{
    const Argb *cells = layer.cells.constData() + stripe.first;
    for (qsizetype from = 0; from < stripe.count;) {
        qsizetype end = from + 1;
        while (end < stripe.count && cells[end] == cells[from])
            ++end;
        if (cells[from] != 0)
            painter.fillRect(QRectF(stripe.x + stripe.cell * float(from), stripe.y, stripe.cell * float(end - from),
                                    stripe.height),
                             colorOf(cells[from]));
        from = end;
    }
}

void paintLayer(QPainter &painter, const Picture::Layer &layer, const FontMeasure &fonts)
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const Picture::Quad &quad : layer.quads)
        painter.fillRect(QRectF(quad.x, quad.y, quad.width, quad.height), colorOf(quad.color));
    for (const Picture::Stripe &stripe : layer.stripes)
        paintStripe(painter, layer, stripe);
    painter.setRenderHint(QPainter::Antialiasing, true);
    for (const Picture::Patterned &area : layer.patterns)
        paintPattern(painter, area);
    painter.setBrush(Qt::NoBrush);
    for (const Picture::Ribbon &ribbon : layer.ribbons) {
        QPolygonF line;
        for (qsizetype i = 0; i < ribbon.count; ++i) {
            const Picture::Point &point = layer.points.at(ribbon.first + i);
            line.append(QPointF(point.x, point.y));
        }
        painter.setPen(QPen(colorOf(ribbon.color), ribbon.width));
        painter.drawPolyline(line);
    }
    painter.setPen(Qt::NoPen);
    for (const Picture::Triangle &triangle : layer.triangles) {
        QPolygonF corners;
        for (const Picture::Point &point : triangle.corners)
            corners.append(QPointF(point.x, point.y));
        painter.setBrush(colorOf(triangle.color));
        painter.drawPolygon(corners);
    }
    for (const Picture::Text &text : layer.texts) {
        const QFontMetricsF &metrics = fonts.metrics(text.role);
        painter.setFont(fonts.font(text.role));
        painter.setPen(colorOf(text.color));
        const double baseline = std::round(text.y + (metrics.ascent() - metrics.descent()) / 2.0);
        painter.drawText(QPointF(text.x, baseline), text.text);
    }
}

} // namespace

void paintPicture(QPainter &painter, const Picture &picture, const FontMeasure &fonts)
{
    painter.save();
    painter.setClipRect(QRectF(0.0, 0.0, picture.width, picture.height), Qt::IntersectClip);
    for (const Picture::Layer &layer : picture.layers)
        paintLayer(painter, layer, fonts);
    painter.restore();
}

} // namespace interleave
