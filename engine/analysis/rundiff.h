#pragma once

#include "analysis/causality.h"

#include <QStringList>

namespace asq::analysis {

/// How two runs of a program differ. Entities are the same in both when they have the same maker, kind and name and are
/// the same one of those in order; events when the same happens to the same entity, with the same values. Times and
/// causes are not compared, places only where the program texts are the same.
class RunDiff
{
public:
    enum class Verdict : quint8 {
        Same, ///< Every event, in the same order.
        Reordered, ///< Every entity lives through the same, but in another order among each other.
        Different,
    };
    /// Where two lists part: the first event that is not the same; None where that run has no more.
    struct Parting {
        trace::EventId a = trace::EventId::None;
        trace::EventId b = trace::EventId::None;
        friend bool operator==(const Parting &, const Parting &) = default;
    };
    /// An entity that lives through something else in the other run.
    struct Change {
        trace::EntityId a = trace::EntityId::None;
        trace::EntityId b = trace::EntityId::None;
        Parting parting; ///< Of its own events.
        bool follows = false; ///< From the first divergence of the runs, as far as the causes tell.
        friend bool operator==(const Change &, const Change &) = default;
    };
    /// A line that only one of the runs wrote.
    struct Line {
        trace::EventId a = trace::EventId::None;
        trace::EventId b = trace::EventId::None;
        friend bool operator==(const Line &, const Line &) = default;
    };

    RunDiff(const trace::Trace &a, const trace::Trace &b);

    Verdict verdict() const { return m_verdict; }
    /// Where the runs part first. Both None when they do not.
    const Parting &first() const { return m_first; }
    /// In the order in which they part.
    const QList<Change> &changes() const { return m_changes; }
    const QList<trace::EntityId> &onlyInA() const { return m_onlyInA; }
    const QList<trace::EntityId> &onlyInB() const { return m_onlyInB; }
    /// In order; what both runs wrote is left out.
    const QList<Line> &lines() const { return m_lines; }
    /// How many events of each run follow from the first divergence, that one included.
    qsizetype followingInA() const { return m_followingInA; }
    qsizetype followingInB() const { return m_followingInB; }
    /// The entity of b that `id` of a is, or None.
    trace::EntityId inB(trace::EntityId id) const { return m_inB.value(index(id)); }

private:
    void matchEntities();
    bool isSame(const trace::Event &a, const trace::Event &b) const;
    bool isSamePlace(trace::LocationId a, trace::LocationId b) const;
    void findFirst();
    void compareEntities();
    void findFollowing();
    void compareLines();

    const trace::Trace m_a;
    const trace::Trace m_b;
    bool m_hasSameTexts = false;
    Verdict m_verdict = Verdict::Same;
    Parting m_first;
    QList<Change> m_changes;
    QList<trace::EntityId> m_onlyInA;
    QList<trace::EntityId> m_onlyInB;
    QList<Line> m_lines;
    QList<trace::EntityId> m_inB; ///< By entity of a.
    QList<trace::EntityId> m_inA; ///< By entity of b.
    qsizetype m_followingInA = 0;
    qsizetype m_followingInB = 0;
};
const char *name(RunDiff::Verdict verdict);

} // namespace asq::analysis
