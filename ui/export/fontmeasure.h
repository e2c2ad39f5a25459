#pragma once

#include "geometry/textmeasure.h"

#include <QFont>
#include <QFontMetricsF>

#include <array>

namespace interleave {

/// The two fonts of a timeline and the widths of texts in them. Requires: a QGuiApplication.
class FontMeasure final : public TextMeasure
{
public:
    /// The application's font in the sizes of LOOK.md.
    FontMeasure();

    const QFont &font(TextRole role) const { return role == TextRole::Small ? m_small : m_label; }
    const QFontMetricsF &metrics(TextRole role) const
    {
        return role == TextRole::Small ? m_smallMetrics : m_labelMetrics;
    }
    double width(QStringView text, TextRole role) const override;

private:
    QFont m_small;
    QFont m_label;
    QFontMetricsF m_smallMetrics;
    QFontMetricsF m_labelMetrics;
    /// Signs that our own words are full of: → ← … µ · and the thin space.
    static constexpr std::array<char16_t, 6> Signs = {0x2192, 0x2190, 0x2026, 0x00B5, 0x00B7, 0x2009};

    std::array<std::array<double, 128>, 2> m_ascii; ///< Widths of single characters, by role.
    std::array<std::array<double, Signs.size()>, 2> m_signs;
};

} // namespace interleave
