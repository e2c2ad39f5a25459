#pragma once

#include "export/fontmeasure.h"
#include "geometry/themecolors.h"

#include <QHash>
#include <QImage>
#include <QRect>
#include <QString>

namespace interleave {

/// Pictures of characters, side by side in one image, in every colour that was asked for: thousands of words become
/// one geometry over one texture. A character is kept at four places within a pixel, so that words are spaced as
/// the font means them. Scripts whose characters depend on their neighbours are kept word by word.
class GlyphAtlas
{
public:
    /// A piece of the image and where it goes.
    struct Glyph {
        QRect source;    ///< Device pixels in image().
        float x = 0.0f;  ///< Left edge, pixels.
        float y = 0.0f;  ///< Top edge, pixels.
    };

    explicit GlyphAtlas(double pixelRatio);

    double pixelRatio() const { return m_pixelRatio; }
    const FontMeasure &fonts() const { return m_fonts; }
    const QImage &image() const { return m_image; }
    /// Counts the changes of image(): a texture of another revision is stale.
    int revision() const { return m_revision; }

    /// Calls `consume(Glyph)` for the pieces of `text`, whose left edge is `x` and whose middle `y`.
    template<typename Consume>
    void place(float x, float y, const QString &text, Argb color, TextRole role, Consume consume)
    {
        const float top = topOf(y, role);
        if (needsShaping(text)) {
            consume(placed(cell(text, 0, color, role), x, top));
            return;
        }
        double pen = double(x) * m_pixelRatio;
        for (const QChar c : text) {
            const double whole = std::floor(pen + 0.125);
            const int phase = std::clamp(int((pen - whole) * 4.0 + 0.5), 0, Phases - 1);
            if (!c.isSpace())
                consume(placed(cell(c, phase, color, role), float(whole / m_pixelRatio), top));
            pen += m_fonts.width(QStringView(&c, 1), role) * m_pixelRatio;
        }
    }

private:
    static constexpr int Phases = 4;
    static constexpr int Padding = 2; ///< Device pixels left of a cell's pen position.

    static bool needsShaping(const QString &text);
    float topOf(float middle, TextRole role) const;
    QRect cell(QChar c, int phase, Argb color, TextRole role);
    QRect cell(const QString &word, int phase, Argb color, TextRole role);
    QRect paintCell(const QString &text, int phase, Argb color, TextRole role);
    QPoint reserve(QSize size);
    Glyph placed(const QRect &source, float x, float top) const
    {
        return {source, float(x - Padding / m_pixelRatio), top};
    }

    FontMeasure m_fonts;
    double m_pixelRatio;
    QImage m_image;
    QPoint m_next;       ///< Where the next cell goes.
    int m_lineHeight = 0;
    int m_revision = 0;
    QHash<quint64, QRect> m_characters;
    QHash<QString, QRect> m_words;
};

} // namespace interleave
