#include "export/fontmeasure.h"

#include <QGuiApplication>

#include <algorithm>

namespace interleave {

namespace {

QFont timelineFont(int pixels)
{
    QFont font = QGuiApplication::font();
    font.setPixelSize(pixels);
    font.setHintingPreference(QFont::PreferVerticalHinting);
    return font;
}

} // namespace

FontMeasure::FontMeasure()
    : m_small(timelineFont(11)), m_label(timelineFont(12)), m_smallMetrics(m_small), m_labelMetrics(m_label)
{
    for (const TextRole role : {TextRole::Small, TextRole::Label}) {
        for (char16_t c = 0; c < 128; ++c)
            m_ascii[std::size_t(role)][c] = c < 32 ? 0.0 : metrics(role).horizontalAdvance(QChar(c));
    }
}

double FontMeasure::width(QStringView text, TextRole role) const
{
    // Nearly all words are ASCII; asking the font for each costs a hundred times more.
    const bool plain = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 128; });
    if (!plain)
        return metrics(role).horizontalAdvance(text.toString());
    double sum = 0.0;
    for (const QChar c : text)
        sum += m_ascii[std::size_t(role)][c.unicode()];
    return sum;
}

} // namespace interleave
