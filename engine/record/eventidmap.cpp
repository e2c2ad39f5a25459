#include "record/eventidmap.h"

#include <algorithm>

namespace asq::record {

void EventIdMap::announced(trace::EventId id)
{
    const quint32 recorded = trace::index(id);
    const bool inStep = !m_pieces.empty() && !m_pieces.back().isGap
        && recorded - m_pieces.back().recorded == m_next - m_pieces.back().announced;
    if (!inStep)
        add({m_next, recorded, false});
    ++m_next;
}

void EventIdMap::lost(quint32 count, trace::EventId gap)
{
    add({m_next, trace::index(gap), true});
    m_next += count;
}

void EventIdMap::add(const Piece &piece)
{
    if (m_pieces.size() == MostPieces)
        m_pieces.erase(m_pieces.begin(), m_pieces.begin() + MostPieces / 2);
    m_pieces.push_back(piece);
}

trace::EventId EventIdMap::find(EventId id) const
{
    const quint32 number = static_cast<quint32>(id);
    if (number == 0 || number >= m_next)
        return trace::EventId::None;
    auto after = m_pieces.end();
    if (m_pieces.back().announced > number)
        after = std::upper_bound(m_pieces.begin(), m_pieces.end(), number,
                                 [](quint32 n, const Piece &piece) { return n < piece.announced; });
    if (after == m_pieces.begin())
        return trace::EventId::None;
    const Piece &piece = *std::prev(after);
    return trace::EventId(piece.isGap ? piece.recorded : piece.recorded + (number - piece.announced));
}

} // namespace asq::record
