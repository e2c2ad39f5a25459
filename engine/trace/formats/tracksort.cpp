#include "trace/formats/tracksort.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

// Tools that write slices when these end tell the outer one last, and there are ten million of them. A comparing sort takes a second and a half for that; counting digits of the time takes a fifth, because times of one
// recording differ in forty bits at most. Only times and positions are sorted, items are moved once.
namespace asq::trace {

namespace {

struct Key {
    quint64 time;
    quint32 position;
};

constexpr int DigitBits = 11;
constexpr quint64 DigitMask = (1 << DigitBits) - 1;

void sortByDigit(const std::vector<Key> &from, std::vector<Key> &to, int shift)
{
    std::array<quint32, DigitMask + 1> ends = {};
    for (const Key &key : from)
        ++ends[(key.time >> shift) & DigitMask];
    quint32 begin = 0;
    for (quint32 &end : ends)
        begin += std::exchange(end, begin);
    for (const Key &key : from)
        to[ends[(key.time >> shift) & DigitMask]++] = key;
}

void radixSort(std::vector<TrackItem> &items)
{
    const auto earlier = [](const TrackItem &a, const TrackItem &b) { return a.time < b.time; };
    const auto [first, last] = std::minmax_element(items.begin(), items.end(), earlier);
    const qint64 origin = first->time;
    const quint64 range = quint64(last->time) - quint64(origin);
    std::vector<Key> keys(items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
        keys[i] = {quint64(items[i].time) - quint64(origin), quint32(i)};
    std::vector<Key> other(items.size());
    for (int shift = 0; shift < 64 && (range >> shift) != 0; shift += DigitBits) {
        sortByDigit(keys, other, shift);
        keys.swap(other);
    }
    std::vector<TrackItem> sorted;
    sorted.reserve(items.size());
    for (const Key &key : keys)
        sorted.push_back(items[key.position]);
    items.swap(sorted);
}

bool isWhole(const TrackItem &item)
{
    return item.kind == TrackItemKind::Slice;
}

/// Those of one time. The standard library's stable algorithms would ask for a buffer each time.
class Together
{
public:
    using Position = std::vector<TrackItem>::iterator;

    void order(Position begin, Position end)
    {
        m_whole.clear();
        m_flows.clear();
        m_rest.clear();
        for (auto item = begin; item != end; ++item)
            listOf(*item).push_back(*item);
        longestFirst();
        const bool hasPairs = std::any_of(m_rest.begin(), m_rest.end(), [](const TrackItem &item) {
            return item.kind == TrackItemKind::Begin || item.kind == TrackItemKind::End;
        });
        if (hasPairs) {
            // What was told one by one keeps its places, and so each whole slice has one of the places.
            auto next = m_whole.cbegin();
            for (auto item = begin; item != end; ++item) {
                if (isWhole(*item))
                    *item = *next++;
            }
            return;
        }
        // A flow to the next slice is for one of those that begin now.
        Position to = std::copy(m_flows.begin(), m_flows.end(), begin);
        to = std::copy(m_whole.begin(), m_whole.end(), to);
        std::copy(m_rest.begin(), m_rest.end(), to);
    }

private:
    std::vector<TrackItem> &listOf(const TrackItem &item)
    {
        if (isWhole(item))
            return m_whole;
        return item.kind == TrackItemKind::FlowToNext ? m_flows : m_rest;
    }
    /// Equal ones stay as they are.
    void longestFirst()
    {
        m_order.resize(m_whole.size());
        std::iota(m_order.begin(), m_order.end(), std::size_t(0));
        std::sort(m_order.begin(), m_order.end(), [&](std::size_t a, std::size_t b) {
            return m_whole[a].extra != m_whole[b].extra ? m_whole[a].extra > m_whole[b].extra : a < b;
        });
        std::vector<TrackItem> sorted;
        sorted.reserve(m_whole.size());
        for (const std::size_t i : m_order)
            sorted.push_back(m_whole[i]);
        m_whole.swap(sorted);
    }

    std::vector<TrackItem> m_whole;
    std::vector<TrackItem> m_flows; ///< To the next slice.
    std::vector<TrackItem> m_rest;
    std::vector<std::size_t> m_order;
};

} // namespace

void sortByTime(std::vector<TrackItem> &items)
{
    const auto earlier = [](const TrackItem &a, const TrackItem &b) { return a.time < b.time; };
    constexpr std::size_t few = 4096; // Counting digits of these would take longer.
    if (!std::is_sorted(items.begin(), items.end(), earlier)) {
        if (items.size() < few)
            std::sort(items.begin(), items.end(), [](const TrackItem &a, const TrackItem &b) {
                return a.time != b.time ? a.time < b.time : a.position < b.position;
            });
        else
            radixSort(items);
    }
    std::vector<quint32> positions;
    Together together;
    for (auto begin = items.begin(); begin != items.end();) {
        auto end = begin + 1;
        bool hasWhole = isWhole(*begin);
        for (; end != items.end() && end->time == begin->time; ++end)
            hasWhole = hasWhole || isWhole(*end);
        if (hasWhole && end - begin > 1) {
            // Their places among what was told of other rows stay where they are.
            positions.clear();
            for (auto item = begin; item != end; ++item)
                positions.push_back(item->position);
            together.order(begin, end);
            for (auto item = begin; item != end; ++item)
                item->position = positions[std::size_t(item - begin)];
        }
        begin = end;
    }
}

} // namespace asq::trace
