#include "trace/formats/tracksort.h"

#include <algorithm>

namespace asq::trace {

namespace {

bool isWhole(const RowItem &each)
{
    return each.item.kind == TrackItemKind::Slice;
}

bool isHalf(const RowItem &each)
{
    return each.item.kind == TrackItemKind::Begin || each.item.kind == TrackItemKind::End;
}

bool isForNext(const RowItem &each)
{
    return each.item.kind == TrackItemKind::FlowToNext;
}

/// Of one row.
std::vector<RowItem> sorted(const std::vector<RowItem> &items)
{
    std::vector<RowItem> whole;
    std::copy_if(items.begin(), items.end(), std::back_inserter(whole), isWhole);
    std::sort(whole.begin(), whole.end(), [](const RowItem &a, const RowItem &b) {
        return a.item.extra != b.item.extra ? a.item.extra > b.item.extra : a.item.position < b.item.position;
    });
    std::vector<RowItem> result;
    if (std::any_of(items.begin(), items.end(), isHalf)) {
        // What was told one by one keeps its places, and so each whole slice has one of the places.
        auto next = whole.cbegin();
        for (const RowItem &each : items)
            result.push_back(isWhole(each) ? *next++ : each);
        return result;
    }
    // A flow to the next slice is for one of those that begin now.
    std::copy_if(items.begin(), items.end(), std::back_inserter(result), isForNext);
    result.insert(result.end(), whole.begin(), whole.end());
    std::copy_if(items.begin(), items.end(), std::back_inserter(result),
                 [](const RowItem &each) { return !isWhole(each) && !isForNext(each); });
    return result;
}

} // namespace

void sortInstant(std::vector<RowItem> &items)
{
    if (items.size() < 2 || std::none_of(items.begin(), items.end(), isWhole))
        return;
    std::vector<std::size_t> places(items.size());
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i] = i;
    std::sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
        return items[a].row != items[b].row ? items[a].row < items[b].row : a < b;
    });
    std::vector<RowItem> ofRow;
    for (auto begin = places.begin(); begin != places.end();) {
        const TrackRow row = items[*begin].row;
        auto end = begin;
        ofRow.clear();
        for (; end != places.end() && items[*end].row == row; ++end)
            ofRow.push_back(items[*end]);
        if (ofRow.size() > 1 && std::any_of(ofRow.begin(), ofRow.end(), isWhole))
            ofRow = sorted(ofRow);
        for (const RowItem &each : ofRow)
            items[*begin++] = each;
    }
}

} // namespace asq::trace
