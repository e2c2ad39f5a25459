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
        for (std::size_t i = 0; i < Signs.size(); ++i)
            m_signs[std::size_t(role)][i] = metrics(role).horizontalAdvance(QChar(Signs[i]));
    }
}

double FontMeasure::width(QStringView text, TextRole role) const
{
    // Nearly all words are ASCII and our own signs; asking the font for each costs a hundred times more.
    double sum = 0.0;
    for (const QChar c : text) {
        if (c.unicode() < 128) {
            sum += m_ascii[std::size_t(role)][c.unicode()];
            continue;
        }
        const auto sign = std::find(Signs.begin(), Signs.end(), c.unicode());
        if (sign == Signs.end())
            return metrics(role).horizontalAdvance(text.toString());
        sum += m_signs[std::size_t(role)][std::size_t(sign - Signs.begin())];
    }
    return sum;
}

} // namespace interleave
