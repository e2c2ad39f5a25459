#include "geometry/lanecells.h"

#include <algorithm>

// The inner loop of every frame: with 50 rows on a large screen it runs 200,000 times. So it compares numbers of events
// with the columns' edges, four bytes each and one behind the other, and never asks for an instant or for a span; only
// for what may be wide enough to stand alone it finds out where exactly that begins and ends.
namespace interleave {

using asq::analysis::LaneDetail;
using asq::analysis::severity;
using asq::trace::EventId;

class LaneCells::Walk
{
public:
    Walk(LaneCells &cells, const LaneDetail &lane, const PixelEdges &edges, double narrowest)
        : m_result(cells), m_lane(lane), m_edges(edges), m_narrowest(narrowest),
          m_reach(std::max(1, int(std::ceil(narrowest / edges.cell()))))
    {
    }

    void run()
    {
        const std::span<const quint32> begins = m_lane.begins();
        const qsizetype size = m_lane.size();
        // The one that began before the view goes on into it.
        qsizetype i = std::max<qsizetype>(0, m_lane.firstFrom(m_edges.first(0)) - 1);
        if (i >= size)
            return;
        const quint32 begin = begins[std::size_t(i)];
        m_column = begin < m_edges.first(0) ? 0 : m_edges.columnOf(begin);
        while (i < size && m_column < m_edges.count()) {
            const qsizetype end = groupEnd(i);
            const quint32 next = m_lane.endOf(end - 1);
            if (next >= m_edges.first(std::min(m_column + m_reach, m_edges.count())) && addWide(end - 1)) {
                if (end - i > 1)
                    fill(m_column, m_column + 1, worst(i, end - 1));
                m_column = next == LaneDetail::Open ? m_edges.count() : m_edges.columnOf(next, m_column);
            } else {
                fill(m_column, m_column + 1, m_worst);
                goOn(end - 1, next);
            }
            i = end;
        }
    }

private:
    // Behind the last that begins in the column; m_worst is the worst of them.
    qsizetype groupEnd(qsizetype i)
    {
        constexpr qsizetype Few = 24;
        const std::span<const quint32> begins = m_lane.begins();
        const std::span<const quint8> severities = m_lane.severities();
        const quint32 behind = m_edges.first(m_column + 1);
        const qsizetype stop = std::min(m_lane.size(), i + Few);
        quint8 worst = severities[std::size_t(i)];
        qsizetype end = i + 1;
        for (; end < stop && begins[std::size_t(end)] < behind; ++end)
            worst = std::max(worst, severities[std::size_t(end)]);
        if (end == stop && end < m_lane.size() && begins[std::size_t(end)] < behind) {
            end = m_lane.firstFrom(behind, end);
            worst = this->worst(i, end);
        }
        m_worst = worst;
        return end;
    }

    quint8 worst(qsizetype first, qsizetype end) const { return quint8(severity(m_lane.worst(first, end))); }

    // The columns that `last` goes on through, up to the one that the next begins in.
    void goOn(qsizetype last, quint32 next)
    {
        const int from = ++m_column;
        while (m_column < m_edges.count() && m_edges.first(m_column + 1) <= next)
            ++m_column;
        if (m_column > from)
            fill(from, m_column, m_lane.severities()[std::size_t(last)]);
    }

    void fill(int from, int end, quint8 rank)
    {
        if (rank == 0)
            return;
        QList<quint8> &cells = m_result.cells;
        if (m_result.first == m_result.end)
            m_result.first = from;
        for (int column = from; column < end; ++column)
            cells[column] = std::max(cells.at(column), rank);
        m_result.end = end;
    }

    bool addWide(qsizetype i)
    {
        const quint32 end = m_lane.endOf(i);
        const bool open = end == LaneDetail::Open;
        const ViewWindow &view = m_edges.view();
        const double tolerance = HiddenError / view.pixelsPerUnit();
        const double left = view.toPixel(m_edges.axis().roughlyAt(EventId{m_lane.beginOf(i)}, tolerance));
        const double right = view.toPixel(m_edges.axis().roughlyEndAt(open ? EventId::None : EventId{end}, tolerance));
        if (!open && right - left < m_narrowest)
            return false;
        if (m_lane.severities()[std::size_t(i)] != 0)
            m_result.wide.append(Wide{i, left, right});
        return true;
    }

    LaneCells &m_result;
    const LaneDetail &m_lane;
    const PixelEdges &m_edges;
    const double m_narrowest;
    const int m_reach;
    int m_column = 0;
    quint8 m_worst = 0;
};

void LaneCells::look(const LaneDetail &lane, const PixelEdges &edges, double narrowest)
{
    wide.clear();
    cells.fill(0, edges.count());
    first = 0;
    end = 0;
    Walk(*this, lane, edges, narrowest).run();
}

} // namespace interleave
