#pragma once

#include "analysis/channellevel.h"
#include "analysis/scratchmemory.h"

#include <QHash>
#include <QList>

#include <list>
#include <vector>

namespace asq::analysis {

/// The levels of the channels of a long recording: for each sixteen events in which something happens to a channel the
/// fullest and the last, five bytes each. Numbers up to 127 are exact, larger ones up to a sixteenth too high, and none is above
/// 31,744. Not for several threads at once.
class LevelStore
{
public:
    /// Something happened to `channel`, and `level` begins. Requires: events come in their order.
    void apply(trace::EntityId channel, const ChannelLevel &level);
    /// Behind the last event. Nothing may be asked before.
    void finish();

    /// Levels in order that cover the events first … end - 1, if the channel was there; in longer and longer stretches
    /// the fullest stands for more and more, so that they are some thousands at most. The list lives until the next call.
    const QList<ChannelLevel> &levels(trace::EntityId channel, quint32 first, quint32 end) const;
    /// The level that event number `event` falls into, without its end; an empty one before the first.
    ChannelLevel levelAt(trace::EntityId channel, quint32 event) const;
    /// The most that was ever in and at `channel`, exactly, at least 1.
    quint32 highest(trace::EntityId channel) const { return m_highest.value(channel, 1); }

    qsizetype bytes() const;

private:
    static constexpr quint32 EventsOfSegment = 1u << 16;
    static constexpr quint32 EventsOfSample = 16;
    static constexpr std::size_t MostLists = 256;

    struct Packed {
        quint8 buffered = 0;
        quint8 puts = 0;
        quint8 takes = 0;
    };
    struct Segment {
        std::span<const quint32> channels; ///< Ascending.
        std::span<const quint32> firsts; ///< Of each: where its levels begin in the two below; one more at the end.
        std::span<const quint16> begins; ///< Positions of events in the segment.
        std::span<const Packed> levels;
    };
    // Of what begins within the same `stride` events the fullest and the last stay.
    class Thinned
    {
    public:
        explicit Thinned(quint32 stride = EventsOfSample) : m_stride(stride) {}
        void add(const ChannelLevel &level);
        const QList<ChannelLevel> &finish();

    private:
        void append(const ChannelLevel &level);
        void endStretch();

        quint32 m_stride;
        ChannelLevel m_fullest; ///< `begin` is the first of the stretch.
        ChannelLevel m_last;
        QList<ChannelLevel> m_levels;
    };
    struct List {
        trace::EntityId channel;
        quint32 first;
        quint32 end;
        quint32 stride;
        QList<ChannelLevel> levels;
    };

    static quint8 packed(quint32 number);
    static quint32 unpacked(quint8 number);
    static ChannelLevel unpacked(quint32 begin, const Packed &level);
    void seal();
    std::pair<quint32, quint32> rangeIn(const Segment &segment, trace::EntityId channel) const;
    QList<ChannelLevel> made(trace::EntityId channel, quint32 first, quint32 end, quint32 stride) const;

    ScratchMemory m_memory;
    std::vector<Segment> m_segments;
    QHash<trace::EntityId, Thinned> m_growing; ///< Of the segment that grows.
    QHash<trace::EntityId, quint32> m_highest;
    quint32 m_segment = 0; ///< The number of the one that grows.
    mutable std::list<List> m_lists; ///< The one used last comes first.
};

} // namespace asq::analysis
