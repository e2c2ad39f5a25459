#include "trace/formats/trackitemlist.h"

#include <algorithm>

// An item goes to the first run that does not end after it; when all do, it begins another one. So the runs stay in the
// order of their ends, latest first, and there are only as many as the longest row of items that each come before the
// one told before. Where that is long (a file that is told backwards) the shortest runs are merged into one, which
// happens to an item a few times at most.
namespace asq::trace {

void TrackItemList::append(const TrackItem &item)
{
    if (!m_runs.empty() && m_runs.front().mayAppend(item)) { // Nearly always.
        m_runs.front().append(item);
        return;
    }
    const auto run = std::partition_point(m_runs.begin(), m_runs.end(),
                                          [&](const TrackRun &each) { return !each.mayAppend(item); });
    if (run != m_runs.end()) {
        run->append(item);
        return;
    }
    if (m_runs.size() == MostRuns)
        unite();
    const auto place = std::partition_point(m_runs.begin(), m_runs.end(),
                                            [&](const TrackRun &each) { return !each.mayAppend(item); });
    if (place != m_runs.end())
        place->append(item);
    else
        m_runs.emplace_back().append(item);
}

void TrackItemList::unite()
{
    constexpr std::size_t kept = MostRuns / 4;
    std::sort(m_runs.begin(), m_runs.end(), [](const TrackRun &a, const TrackRun &b) { return a.bytes() > b.bytes(); });
    std::vector<TrackItem> items;
    for (std::size_t i = kept; i < m_runs.size(); ++i) {
        m_runs[i].beginReading();
        TrackItem item;
        while (m_runs[i].read(&item))
            items.push_back(item);
    }
    std::sort(items.begin(), items.end(), [](const TrackItem &a, const TrackItem &b) {
        return a.time != b.time ? a.time < b.time : a.position < b.position;
    });
    m_runs.resize(kept);
    TrackRun &united = m_runs.emplace_back();
    for (const TrackItem &item : items)
        united.append(item);
    std::sort(m_runs.begin(), m_runs.end(),
              [](const TrackRun &a, const TrackRun &b) { return a.lastTime() > b.lastTime(); });
}

} // namespace asq::trace
