#pragma once

#include "analysis/channellevel.h"
#include "analysis/lanestore.h"
#include "analysis/levelstore.h"
#include "analysis/linkstore.h"
#include "analysis/programstate.h"
#include "analysis/slicelist.h"

#include <QHash>

namespace asq::analysis {

/// All that a timeline asks of a recording that is too long to keep everything of every event: its states, lanes and links;
/// slices and channel levels near where somebody looks exactly, by replay, and elsewhere a choice of them. Made in one pass.
/// Not for several threads at once.
class LongRecording
{
public:
    /// Up to so many events that are asked for together come exactly.
    static constexpr quint32 NearEvents = 16384;

    /// Takes up the events of longer and longer snapshots. Requires: `trace` begins with the events seen so far.
    void extend(const trace::Trace &trace);
    /// Behind the last event; a second call does nothing. Nothing but eventCount() may be asked before.
    void finish();

    qsizetype eventCount() const { return m_states.eventCount(); }
    const StateIndex &states() const { return m_states; }
    const LaneStore &lanes() const { return m_lanes; }
    const LinkStore &links() const { return m_links; }

    static constexpr bool isNear(quint32 first, quint32 end) { return end - first <= NearEvents; }
    /// The slices that touch the events first … end - 1, among others, in order: all of them when those events are no more than
    /// NearEvents, else one of those that begin within each sixteen events. The list lives until the next call.
    const QList<Slice> &slices(quint32 first, quint32 end) const;
    /// How many slices begin at the events first … end - 1; exact.
    qsizetype sliceCount(quint32 first, quint32 end) const;
    /// Levels of `channel` in the order of events that cover the events first … end - 1, if it was there: exact ones when those
    /// are no more than NearEvents, else those of LevelStore. The list lives until the next call.
    const QList<ChannelLevel> &levels(trace::EntityId channel, quint32 first, quint32 end) const;
    /// The most that was ever in and at `channel`, at least 1.
    quint32 highestLevel(trace::EntityId channel) const { return m_levels.highest(channel); }

    /// Of all that is kept, but for the states.
    qsizetype bytes() const;

private:
    static constexpr quint32 EventsOfBlock = 4096;
    static constexpr quint32 EventsOfSample = 16;

    // What is known where a block begins.
    struct BlockBegin {
        quint32 slices = 0; ///< How many began before.
        Slice open; ///< Goes on there; of None when there is none.
    };
    // Where somebody looks: the events first … end - 1, both at the beginning of a block, or the latter one past the last.
    struct Window {
        quint32 first = 0;
        quint32 end = 0;
        QList<Slice> slices;
        QHash<trace::EntityId, QList<ChannelLevel>> levels; ///< Of channels that something happens to there.
    };
    void apply(const trace::Event &event, const ProgramState &after);
    void addToSlices(const trace::Event &event, trace::EventId id);
    const Window &windowAround(quint32 first, quint32 end) const;
    Window windowOf(quint32 first, quint32 end) const;
    quint32 behindLast() const { return quint32(eventCount()) + 1; }

    trace::Trace m_trace;
    StateIndex m_states;
    LaneStore m_lanes;
    LinkStore m_links;
    SliceList m_running; ///< As far as the pass is; only the slice that goes on.
    quint32 m_sliceCount = 0;
    bool m_isFinished = false;
    QList<Slice> m_samples;
    std::vector<BlockBegin> m_blocks;
    LevelStore m_levels;
    mutable Window m_window;
};

} // namespace asq::analysis
