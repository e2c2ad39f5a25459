#include "geometry/themecolors.h"

#include <cmath>

namespace interleave {

const ThemeColors &ThemeColors::dark()
{
    static constexpr ThemeColors colors = {
        .background = 0xFF14161A,
        .surface = 0xFF1B1E24,
        .raised = 0xFF232730,
        .line = 0xFF2F3540,
        .text = 0xFFE6E8EC,
        .textMuted = 0xFF9AA3AF,
        .textOnAccent = 0xFF0B1320,
        .accent = 0xFF4C9AFF,
        .hover = 0x14E6E8EC,
        .selection = 0x334C9AFF,
        .cursor = 0xFFFFD75E,
        .running = 0xFF4C9AFF,
        .ready = 0x594C9AFF,
        .blocked = 0xFFE0A33A,
        .waiting = 0xFF7C8797,
        .completed = 0xFF3FB68B,
        .failed = 0xFFE5534B,
        .aborted = 0xFF5B6470,
        .channel = 0xFFA371F7,
        .message = 0xFF2BB7B3,
        .chips = {0xFF5DADFC, 0xFFFF9E7C, 0xFF0AC0B9, 0xFFF695D7, 0xFF8AB955, 0xFFADB3FD, 0xFFDF9632, 0xFF1DCEF8,
                  0xFFF18093, 0xFF5AD69B, 0xFFC38DE9, 0xFFD0BC42},
    };
    return colors;
}

const ThemeColors &ThemeColors::light()
{
    static constexpr ThemeColors colors = {
        .background = 0xFFFFFFFF,
        .surface = 0xFFF6F7F9,
        .raised = 0xFFECEEF2,
        .line = 0xFFD5D9E0,
        .text = 0xFF1A1D21,
        .textMuted = 0xFF5B6470,
        .textOnAccent = 0xFFFFFFFF,
        .accent = 0xFF1F6FEB,
        .hover = 0x0F1A1D21,
        .selection = 0x261F6FEB,
        .cursor = 0xFFB25E00,
        .running = 0xFF1F6FEB,
        .ready = 0x4D1F6FEB,
        .blocked = 0xFFB7791F,
        .waiting = 0xFF8A94A3,
        .completed = 0xFF1A7F5A,
        .failed = 0xFFCF222E,
        .aborted = 0xFF9AA3AF,
        .channel = 0xFF8250DF,
        .message = 0xFF0E8A86,
        .chips = {0xFF0B68B2, 0xFFBE5128, 0xFF0E7571, 0xFFAF4E93, 0xFF4B7405, 0xFF6869CD, 0xFF8D5901, 0xFF1284A0,
                  0xFFA93752, 0xFF108D5D, 0xFF8048A5, 0xFF87780D},
    };
    return colors;
}

Argb faded(Argb color, double opacity)
{
    const Argb alpha = Argb(std::lround(double(color >> 24) * opacity));
    return (color & 0x00FFFFFFu) | (alpha << 24);
}

Argb blended(Argb top, Argb below)
{
    const double alpha = double(top >> 24) / 255.0;
    Argb result = 0xFF000000u;
    for (int shift = 0; shift < 24; shift += 8) {
        const double over = double((top >> shift) & 0xFFu);
        const double under = double((below >> shift) & 0xFFu);
        result |= Argb(std::lround(over * alpha + under * (1.0 - alpha))) << shift;
    }
    return result;
}

} // namespace interleave
