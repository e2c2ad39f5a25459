#pragma once

#include "trace/runninglist.h"
#include "trace/trace.h"

#include <QList>

namespace asq::trace {

/// Something in a trace that cannot have happened.
struct Contradiction {
    EventId event = EventId::None; ///< Where it shows; None: in the tables, or at the end.
    QString text;                  ///< A sentence for people.
    friend bool operator==(const Contradiction &, const Contradiction &) = default;
};

/// Holds a trace against the rules of engine/README.md: tables that fit together, times and causes that point the right
/// way, entities that exist before they are named, kinds of events that suit kinds of entities, slices that nest and are
/// closed, nothing after an abort, timers and channels that do only what they can.
///
/// After a gap the rules that need to know the past are silent about what may lie in it. Linear in the events.
class TraceVerifier
{
public:
    struct Options {
        bool isWhole = true; ///< False for a snapshot of a run: slices may then be open at the end.
        qsizetype most = 1000; ///< Stops after so many contradictions.
    };

    static QList<Contradiction> verify(const Trace &trace, Options options);
    /// A trace with remarks is not taken to be whole.
    static QList<Contradiction> verify(const Trace &trace);
    /// "event 12: …" or the text alone.
    static QString toString(const Contradiction &contradiction);

private:
    TraceVerifier(const Trace &trace, Options options);

    /// What is known of one entity at the event that is looked at.
    struct Past {
        bool exists = false;
        bool isAborted = false;
        bool isSuspended = false;
        bool isArmed = false;
        bool isClosed = false;
        int openSlices = 0;
        qsizetype buffered = 0;
        qsizetype offers = 0;
        qsizetype requests = 0;
    };

    void checkTables();
    void checkEvent();
    bool checkIds();
    void checkTimes();
    void checkExistence();
    void checkKinds();
    void checkFields();
    void checkSlices();
    void checkAbort();
    void checkTimer();
    void checkChannel();
    void checkEnd();
    void afterGap();
    void report(const QString &text);
    QString nameOf(EntityId id) const;
    Past &past(EntityId id) { return m_pasts[index(id)]; }

    const Trace &m_trace;
    const Options m_options;
    QList<Contradiction> m_found;
    QList<Past> m_pasts;
    RunningList m_running;
    EventId m_at = EventId::None;
    Event m_event;
    Event m_before;
    bool m_hadGap = false;
};

} // namespace asq::trace
