#include "analysis/levelstore.h"

#include <algorithm>
#include <bit>

namespace asq::analysis {

using trace::EntityId;
using trace::EventId;

namespace {

constexpr quint32 MostLevels = 8192; ///< That one list should have.

quint32 held(const ChannelLevel &level)
{
    return level.buffered + level.puts;
}

} // namespace

// Exact below 128; above four bits of mantissa behind the leading one, rounded up, and three of exponent.
quint8 LevelStore::packed(quint32 number)
{
    if (number < 128)
        return quint8(number);
    for (quint32 exponent = 0; exponent < 8; ++exponent) {
        const quint32 unit = 8u << exponent;
        const quint32 steps = (number + unit - 1) / unit; // Sixteen of them are 128 << exponent.
        if (steps < 32)
            return quint8(0x80 | exponent << 4 | (steps - 16));
    }
    return 0xFF;
}

quint32 LevelStore::unpacked(quint8 number)
{
    return number < 128 ? number : (16u + (number & 0x0Fu)) * (8u << (number >> 4 & 0x07u));
}

ChannelLevel LevelStore::unpacked(quint32 begin, const Packed &level)
{
    return {EventId{begin}, EventId::None, unpacked(level.buffered), unpacked(level.puts), unpacked(level.takes)};
}

void LevelStore::apply(EntityId channel, const ChannelLevel &level)
{
    quint32 &highest = m_highest[channel];
    highest = std::max({highest, held(level), 1u});
    const quint32 segment = (index(level.begin) - 1) / EventsOfSegment;
    while (m_segment < segment)
        seal();
    m_growing[channel].add(level);
}

void LevelStore::Thinned::add(const ChannelLevel &level)
{
    const bool goesOn = m_fullest.begin != EventId::None
        && (index(m_fullest.begin) - 1) / m_stride == (index(level.begin) - 1) / m_stride;
    if (!goesOn) {
        endStretch();
        m_fullest = level;
    } else if (held(level) > held(m_fullest)) {
        const EventId begin = m_fullest.begin;
        m_fullest = level;
        m_fullest.begin = begin;
    }
    m_last = level;
}

void LevelStore::Thinned::endStretch()
{
    if (m_fullest.begin == EventId::None)
        return;
    append(m_fullest);
    if (m_last.begin != m_fullest.begin)
        append(m_last);
}

void LevelStore::Thinned::append(const ChannelLevel &level)
{
    if (!m_levels.isEmpty())
        m_levels.last().end = level.begin;
    m_levels.append(level);
}

const QList<ChannelLevel> &LevelStore::Thinned::finish()
{
    endStretch();
    m_fullest = {};
    return m_levels;
}

void LevelStore::seal()
{
    QList<EntityId> channels = m_growing.keys();
    std::sort(channels.begin(), channels.end());
    qsizetype count = 0;
    for (Thinned &levels : m_growing)
        count += levels.finish().size();
    std::vector<quint32> numbers;
    std::vector<quint32> firsts;
    std::vector<quint16> begins;
    std::vector<Packed> levels;
    begins.reserve(std::size_t(count));
    levels.reserve(std::size_t(count));
    for (const EntityId channel : std::as_const(channels)) {
        numbers.push_back(index(channel));
        firsts.push_back(quint32(begins.size()));
        for (const ChannelLevel &level : m_growing[channel].finish()) {
            begins.push_back(quint16((index(level.begin) - 1) % EventsOfSegment));
            levels.push_back({packed(level.buffered), packed(level.puts), packed(level.takes)});
        }
    }
    firsts.push_back(quint32(begins.size()));
    m_segments.push_back({m_memory.keep(numbers), m_memory.keep(firsts), m_memory.keep(begins), m_memory.keep(levels)});
    m_growing.clear();
    ++m_segment;
}

void LevelStore::finish()
{
    seal();
    m_growing = {};
}

std::pair<quint32, quint32> LevelStore::rangeIn(const Segment &segment, EntityId channel) const
{
    const auto found = std::lower_bound(segment.channels.begin(), segment.channels.end(), index(channel));
    if (found == segment.channels.end() || *found != index(channel))
        return {0, 0};
    const std::size_t place = std::size_t(found - segment.channels.begin());
    return {segment.firsts[place], segment.firsts[place + 1]};
}

ChannelLevel LevelStore::levelAt(EntityId channel, quint32 event) const
{
    if (event == 0)
        return {};
    std::size_t s = std::min<std::size_t>((event - 1) / EventsOfSegment + 1, m_segments.size());
    while (s-- > 0) {
        const Segment &segment = m_segments[s];
        const auto [first, end] = rangeIn(segment, channel);
        const quint32 base = quint32(s) * EventsOfSegment + 1;
        const auto behind = std::partition_point(segment.begins.begin() + first, segment.begins.begin() + end,
                                                 [&](quint16 begin) { return base + begin <= event; });
        if (const std::size_t place = std::size_t(behind - segment.begins.begin()); place > first)
            return unpacked(base + segment.begins[place - 1], segment.levels[place - 1]);
    }
    return {};
}

QList<ChannelLevel> LevelStore::made(EntityId channel, quint32 first, quint32 end, quint32 stride) const
{
    Thinned thinned(stride);
    if (const ChannelLevel before = levelAt(channel, first - 1); before.begin != EventId::None)
        thinned.add(before);
    for (std::size_t s = (first - 1) / EventsOfSegment; s < m_segments.size(); ++s) {
        const Segment &segment = m_segments[s];
        const auto [from, to] = rangeIn(segment, channel);
        const quint32 base = quint32(s) * EventsOfSegment + 1;
        if (base >= end)
            break;
        for (quint32 i = from; i < to && base + segment.begins[i] < end; ++i) {
            if (base + segment.begins[i] >= first)
                thinned.add(unpacked(base + segment.begins[i], segment.levels[i]));
        }
    }
    QList<ChannelLevel> levels = thinned.finish();
    const bool isWhole = end > m_segments.size() * quint64(EventsOfSegment);
    if (!levels.isEmpty() && !isWhole)
        levels.last().end = EventId{end};
    return levels;
}

const QList<ChannelLevel> &LevelStore::levels(EntityId channel, quint32 first, quint32 end) const
{
    // Stretches are of a power of two, so that who zooms or moves on does not make a list each time.
    const quint32 length = std::bit_ceil(std::max(end - first, EventsOfSegment / 4));
    const quint32 stride = std::max(1u, length / MostLevels);
    const auto found = std::find_if(m_lists.begin(), m_lists.end(), [&](const List &list) {
        return list.channel == channel && list.first <= first && end <= list.end && list.stride == stride;
    });
    if (found != m_lists.end()) {
        m_lists.splice(m_lists.begin(), m_lists, found);
        return m_lists.front().levels;
    }
    const quint64 from = (std::max(first, 1u) - 1) / length * length;
    const quint64 to = std::min<quint64>((quint64(end) + length - 1) / length * length, 0xFFFFFFFEu);
    List list{channel, quint32(from) + 1, quint32(to) + 1, stride, {}};
    list.levels = made(channel, list.first, list.end, stride);
    m_lists.push_front(std::move(list));
    if (m_lists.size() > MostLists)
        m_lists.pop_back();
    return m_lists.front().levels;
}

qsizetype LevelStore::bytes() const
{
    return qsizetype(m_segments.capacity() * sizeof(Segment)) + qsizetype(m_memory.size());
}

} // namespace asq::analysis
