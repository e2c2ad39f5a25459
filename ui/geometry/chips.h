#pragma once

#include "trace/trace.h"

#include <QList>

namespace interleave {

constexpr int ChipCount = 12;

/// The chip, 0…ChipCount - 1, of each entity of `trace`, by its index. It depends on the spawn path alone, so a
/// re-run keeps its colours, and up to twelve children of one parent have different ones.
QList<quint8> chips(const asq::trace::Trace &trace);

} // namespace interleave
