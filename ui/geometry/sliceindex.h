#pragma once

#include "analysis/spans.h"

#include <vector>

namespace interleave {

/// Finds slices by event without going through all of them: where the slices of every 64 events begin. A strip over ten
/// million slices would else read all over memory for each of its pixels.
class SliceIndex
{
public:
    /// Requires: `slices` begin with those that were seen before.
    void extend(const QList<asq::analysis::Slice> &slices);
    /// The first of `slices` that begins at or behind `event`; their number when there is none. Requires: they are
    /// those of extend().
    qsizetype firstFrom(const QList<asq::analysis::Slice> &slices, quint32 event) const;

private:
    static constexpr quint32 Spacing = 64;
    std::vector<quint32> m_first; ///< [k]: the first slice that begins at or behind event k * Spacing.
    qsizetype m_seen = 0;
};

} // namespace interleave
