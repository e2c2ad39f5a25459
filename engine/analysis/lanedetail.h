#pragma once

#include "analysis/severity.h"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace asq::analysis {

/// The stretches of one lane in the form that drawing asks them in: where they begin, in one array, and the worst state
/// of any run of them, in logarithmic time. Stretches follow each other without a gap; the last one goes on to the end
/// of the trace. It grows at its end and never changes otherwise.
///
/// What a lane costs to draw follows from this: a row asks once a pixel for the first stretch behind an event and for
/// the worst state up to there, and neither looks at all that lies between.
class LaneDetail
{
public:
    static constexpr quint32 Open = 0xFFFFFFFFu; ///< The end of what does not end.

    /// Takes up what is new in `spans`. Requires: they begin with those that were taken up before.
    void extend(const QList<Span> &spans);
    /// Requires: `begin` is not before the last stretch begins.
    void append(trace::EventId begin, State state);
    /// Makes room for so many.
    void reserve(qsizetype stretches)
    {
        m_begins.reserve(std::size_t(stretches));
        m_levels[0].reserve(std::size_t(stretches));
    }

    qsizetype size() const { return qsizetype(m_begins.size()); }
    bool isEmpty() const { return m_begins.empty(); }
    /// The number of the event that a stretch begins with. Requires: 0 <= i < size().
    quint32 beginOf(qsizetype i) const { return m_begins[std::size_t(i)]; }
    /// The number of the event that it ends with, not its own any more, or Open.
    quint32 endOf(qsizetype i) const
    {
        return std::size_t(i) + 1 < m_begins.size() ? m_begins[std::size_t(i) + 1] : Open;
    }
    /// Of all stretches: beginOf(), and severity() of their states.
    std::span<const quint32> begins() const { return m_begins; }
    std::span<const quint8> severities() const { return m_levels[0]; }
    State stateOf(qsizetype i) const { return stateOfSeverity(m_levels[0][std::size_t(i)]); }
    /// The first stretch, from `hint` on, that begins at or behind `event`; size() when there is none. Looks near
    /// `hint` first: a leap over n costs log n. Requires: 0 <= hint <= size().
    qsizetype firstFrom(quint32 event, qsizetype hint = 0) const;
    /// The worst state of the stretches first…end - 1. Requires: 0 <= first < end <= size().
    State worst(qsizetype first, qsizetype end) const;

    void checkInvariants() const;

private:
    static constexpr std::size_t Block = 16;
    std::vector<quint32> m_begins;
    /// Severities: level 0 is one a stretch, each further level the worst of Block of the one below.
    std::vector<std::vector<quint8>> m_levels = std::vector<std::vector<quint8>>(1);
};

/// Makes one lane that stands for several: at every instant the worst of the states in which one of them is. What has ended
/// counts no more; that one failed or was aborted shows at the event where it happened.
class LaneMerger
{
public:
    /// At `event` one of the lanes goes from `before`, Absent at its beginning, to `after`. Requires: events come in their
    /// order, each once.
    void change(quint32 event, State before, State after);
    /// Nothing may come after this.
    LaneDetail merged();

private:
    State worst() const;
    void show(quint32 event, State state);

    LaneDetail m_merged;
    std::array<qint64, StateCount> m_counts =
        {}; ///< Lanes by the severity of a state that lasts; of absent ones, below zero.
    std::optional<quint32> m_momentEnds; ///< After an end that shows for one event.
    State m_shown = State::Absent;
};

/// The same for lanes that are there as a whole, of different entities. Linear but for a sort.
LaneDetail mergedDetail(const std::vector<const LaneDetail *> &lanes);

} // namespace asq::analysis
