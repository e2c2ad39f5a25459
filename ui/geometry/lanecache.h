#pragma once

#include "analysis/lanedetail.h"

#include <QHash>

#include <list>
#include <utility>

namespace interleave {

/// Lanes that take some work to make, the least recently used of which go first. Of these there are always as many as
/// a window shows rows, and beyond that as many as some megabytes hold.
class LaneCache
{
public:
    LaneCache() = default;
    /// A copy begins empty.
    LaneCache(const LaneCache &) : LaneCache() {}
    LaneCache &operator=(const LaneCache &other)
    {
        if (this != &other)
            *this = LaneCache();
        return *this;
    }
    LaneCache(LaneCache &&) = default;
    LaneCache &operator=(LaneCache &&) = default;
    ~LaneCache() = default;

    /// The lane that `make` gave for `key`. It stays at least until so many others were asked for as are always kept.
    template<typename Make>
    const asq::analysis::LaneDetail &get(quint64 key, Make make)
    {
        if (const auto found = m_places.constFind(key); found != m_places.constEnd()) {
            m_lanes.splice(m_lanes.begin(), m_lanes, *found);
            return m_lanes.front().second;
        }
        m_lanes.emplace_front(key, make());
        m_places.insert(key, m_lanes.begin());
        m_stretches += m_lanes.front().second.size();
        while (m_stretches > MostStretches && m_lanes.size() > AlwaysKept)
            dropLast();
        return m_lanes.front().second;
    }
    void clear() { *this = LaneCache(); }

private:
    static constexpr std::size_t AlwaysKept = 256;
    static constexpr qsizetype MostStretches = 12'000'000; ///< Five bytes and a third each.

    void dropLast()
    {
        m_stretches -= m_lanes.back().second.size();
        m_places.remove(m_lanes.back().first);
        m_lanes.pop_back();
    }

    std::list<std::pair<quint64, asq::analysis::LaneDetail>> m_lanes; ///< The one used last comes first.
    QHash<quint64, std::list<std::pair<quint64, asq::analysis::LaneDetail>>::iterator> m_places;
    qsizetype m_stretches = 0;
};

} // namespace interleave
