#include "timeline/glyphatlas.h"

#include <QPainter>

#include <cmath>

namespace interleave {

namespace {

constexpr int AtlasWidth = 1024; ///< Device pixels; the height doubles when it is full.
constexpr int FirstHeight = 256;

} // namespace

GlyphAtlas::GlyphAtlas(double pixelRatio)
    : m_pixelRatio(pixelRatio), m_image(AtlasWidth, FirstHeight, QImage::Format_ARGB32_Premultiplied)
{
    m_image.fill(Qt::transparent);
}

// Latin, Greek, Cyrillic, punctuation, arrows, mathematical signs and CJK stand side by side as they are.
bool GlyphAtlas::needsShaping(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        const ushort u = c.unicode();
        return c.isSurrogate() || c.isMark() || (u >= 0x0530 && u < 0x1E00);
    });
}

float GlyphAtlas::topOf(float middle, TextRole role) const
{
    const QFontMetricsF &metrics = m_fonts.metrics(role);
    const double baseline = middle + (metrics.ascent() - metrics.descent()) / 2.0;
    const double device = std::round(baseline * m_pixelRatio) - std::ceil(metrics.ascent() * m_pixelRatio);
    return float(device / m_pixelRatio);
}

QRect GlyphAtlas::cell(QChar c, int phase, Argb color, TextRole role)
{
    const quint64 key = quint64(color) << 24 | quint64(role) << 18 | quint64(phase) << 16 | c.unicode();
    const auto found = m_characters.constFind(key);
    if (found != m_characters.constEnd())
        return *found;
    return *m_characters.insert(key, paintCell(c, phase, color, role));
}

QRect GlyphAtlas::cell(const QString &word, int phase, Argb color, TextRole role)
{
    const QString key = QString::number(color, 16) + QChar(u'0' + ushort(role)) + word;
    const auto found = m_words.constFind(key);
    if (found != m_words.constEnd())
        return *found;
    return *m_words.insert(key, paintCell(word, phase, color, role));
}

QRect GlyphAtlas::paintCell(const QString &text, int phase, Argb color, TextRole role)
{
    const QFontMetricsF &metrics = m_fonts.metrics(role);
    const int ascent = int(std::ceil(metrics.ascent() * m_pixelRatio));
    const int height = ascent + int(std::ceil(metrics.descent() * m_pixelRatio)) + 1;
    const int width = int(std::ceil(metrics.horizontalAdvance(text) * m_pixelRatio)) + 2 * Padding + 1;
    const QRect target(reserve(QSize(std::min(width, AtlasWidth), height)), QSize(std::min(width, AtlasWidth), height));
    QPainter painter(&m_image);
    painter.setClipRect(target);
    painter.translate(target.x() + Padding + phase * 0.25, target.y() + ascent);
    painter.scale(m_pixelRatio, m_pixelRatio);
    painter.setFont(m_fonts.font(role));
    painter.setPen(QColor::fromRgba(color));
    painter.drawText(QPointF(0.0, 0.0), text);
    ++m_revision;
    return target;
}

QPoint GlyphAtlas::reserve(QSize size)
{
    if (m_next.x() + size.width() > AtlasWidth) {
        m_next = QPoint(0, m_next.y() + m_lineHeight);
        m_lineHeight = 0;
    }
    while (m_next.y() + size.height() > m_image.height()) {
        QImage larger(AtlasWidth, m_image.height() * 2, m_image.format());
        larger.fill(Qt::transparent);
        QPainter painter(&larger);
        painter.setCompositionMode(QPainter::CompositionMode_Source);
        painter.drawImage(0, 0, m_image);
        painter.end();
        m_image = larger;
    }
    const QPoint place = m_next;
    m_next.rx() += size.width();
    m_lineHeight = std::max(m_lineHeight, size.height());
    return place;
}

} // namespace interleave
