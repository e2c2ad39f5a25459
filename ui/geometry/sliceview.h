#pragma once

#include "geometry/sliceindex.h"

#include "analysis/lanedetail.h"

#include <algorithm>

namespace interleave {

/// The slices that touch a stretch of events, in order: a part of a list that stands elsewhere, to be asked as gather()
/// asks a lane. Good until what it was got from changes.
class SliceView
{
public:
    /// The slices first…end - 1 of `list`, which `index` knows, if there is one: short lists do without.
    SliceView(const QList<asq::analysis::Slice> &list, const SliceIndex *index, qsizetype first, qsizetype end)
        : m_list(&list), m_index(index), m_first(first), m_end(end)
    {
    }

    qsizetype size() const { return m_end - m_first; }
    bool isEmpty() const { return m_first == m_end; }
    /// Requires: 0 <= i < size().
    const asq::analysis::Slice &at(qsizetype i) const { return m_list->at(m_first + i); }
    auto begin() const { return m_list->cbegin() + m_first; }
    auto end() const { return m_list->cbegin() + m_end; }

    quint32 beginOf(qsizetype i) const { return index(at(i).begin); }
    quint32 endOf(qsizetype i) const
    {
        const asq::trace::EventId end = at(i).end;
        return end == asq::trace::EventId::None ? asq::analysis::LaneDetail::Open : index(end);
    }
    /// The first, from `hint` on, that begins at or behind `event`; size() when there is none.
    /// Requires: 0 <= hint <= size().
    qsizetype firstFrom(quint32 event, qsizetype hint = 0) const
    {
        if (m_index)
            return std::clamp(m_index->firstFrom(*m_list, event) - m_first, hint, size());
        const auto behind = [event](const asq::analysis::Slice &slice) { return index(slice.begin) < event; };
        return std::partition_point(begin() + hint, end(), behind) - begin();
    }

private:
    const QList<asq::analysis::Slice> *m_list;
    const SliceIndex *m_index;
    qsizetype m_first;
    qsizetype m_end;
};

} // namespace interleave
