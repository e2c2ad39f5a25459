#pragma once

#include "geometry/chips.h"

#include <array>

namespace interleave {

/// A colour as 0xAARRGGBB, not premultiplied.
using Argb = quint32;

/// The colours of one theme, for painters. Interleave.Controls' Theme holds the same values for QML.
struct ThemeColors {
    Argb background, surface, raised, line;
    Argb text, textMuted, textOnAccent;
    Argb accent, hover, selection, cursor;
    Argb running, ready, blocked, waiting, completed, failed, aborted, channel, message;
    std::array<Argb, ChipCount> chips;

    static const ThemeColors &dark();
    static const ThemeColors &light();
};

/// `color` with its opacity multiplied by `opacity`, 0…1.
Argb faded(Argb color, double opacity);
/// The opaque colour that `top` gives when painted over the opaque `below`.
Argb blended(Argb top, Argb below);

} // namespace interleave
