#include "geometry/sliceindex.h"

#include <algorithm>

namespace interleave {

using asq::analysis::Slice;

void SliceIndex::extend(const QList<Slice> &slices)
{
    for (; m_seen < slices.size(); ++m_seen) {
        const std::size_t last = index(slices.at(m_seen).begin) / Spacing;
        while (m_first.size() <= last)
            m_first.push_back(quint32(m_seen));
    }
}

qsizetype SliceIndex::firstFrom(const QList<Slice> &slices, quint32 event) const
{
    const std::size_t place = event / Spacing;
    const qsizetype low = place < m_first.size() ? qsizetype(m_first[place]) : m_seen;
    const qsizetype high = place + 1 < m_first.size() ? qsizetype(m_first[place + 1]) : m_seen;
    // A slice that begins at the first event of the stretch may stand before the sample.
    return std::partition_point(slices.begin() + std::max<qsizetype>(0, low - 1), slices.begin() + high,
                                [event](const Slice &slice) { return index(slice.begin) < event; })
        - slices.begin();
}

} // namespace interleave
