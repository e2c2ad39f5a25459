#pragma once

#include "trace/trace.h"

#include <QList>

namespace interleave {

constexpr int ChipCount = 12;

/// The chip, 0…ChipCount - 1, of each entity of a trace. It depends on the spawn path alone, so a re-run keeps its
/// colours, and up to twelve children of one parent have different ones.
class Chips
{
public:
    Chips() = default;
    explicit Chips(const asq::trace::Trace &trace) { extend(trace); }
    /// Requires: `trace` is a longer snapshot of the same recording.
    void extend(const asq::trace::Trace &trace);
    /// 0 for whom it does not know.
    quint8 of(asq::trace::EntityId entity) const { return m_chips.value(qsizetype(index(entity))); }
    qsizetype count() const { return m_chips.size(); }

private:
    QList<quint8> m_chips; ///< By entity.
    QList<quint32> m_children; ///< By entity: how many.
};

} // namespace interleave
