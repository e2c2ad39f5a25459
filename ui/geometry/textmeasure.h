#pragma once

#include <QStringView>

namespace interleave {

/// Which of the two fonts of a timeline a text is set in: Small for ruler and spans (11 px), Label for the names
/// of lanes (12 px).
enum class TextRole : quint8 { Small, Label };

/// Widths of texts. Given from outside, so that geometry needs no fonts and tests need no display.
class TextMeasure
{
public:
    virtual ~TextMeasure() = default;
    /// Width of `text` in pixels, at least 0.
    virtual double width(QStringView text, TextRole role) const = 0;
};

/// Every character is equally wide.
class FixedTextMeasure final : public TextMeasure
{
public:
    explicit FixedTextMeasure(double characterWidth) : m_characterWidth(characterWidth) {}
    double width(QStringView text, TextRole) const override { return double(text.size()) * m_characterWidth; }

private:
    double m_characterWidth;
};

} // namespace interleave
