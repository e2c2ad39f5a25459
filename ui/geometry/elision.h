#pragma once

#include "geometry/textmeasure.h"

#include <QString>

namespace interleave {

/// `text` made to fit into `width` pixels by taking characters out of the middle of its names, longest first,
/// and putting "…" there. Numbers with their units are never cut: "put 300 → results" may become
/// "put 300 → r…s" but not "put 3… → results". Empty when even that does not fit.
QString elided(const QString &text, double width, TextRole role, const TextMeasure &measure);

} // namespace interleave
