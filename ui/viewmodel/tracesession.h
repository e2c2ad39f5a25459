#pragma once

#include "geometry/timelinesource.h"

#include "analysis/programstate.h"
#include "analysis/rules/finding.h"

#include <QObject>
#include <qqmlregistration.h>

#include <optional>

namespace interleave {

/// What models else find by going through all events, found once by whoever read a long recording.
struct LookedThrough {
    QList<asq::trace::EventId> lines; ///< Of the console.
    QList<asq::analysis::Finding> findings; ///< As the run is over.
};

/// A recording with all that the window asks of it.
struct AnalysedTrace {
    TimelineSource source;
    asq::analysis::StateIndex states;
    std::optional<LookedThrough> lookedThrough = std::nullopt; ///< Of a long one that is whole.
};

/// What every view of the window shares: one immutable snapshot of a recording, what analysis says of it, the
/// cursor (an instant), the selected entity and the axis. Views read through the C++ accessors and listen to
/// the four signals; nobody but this object decides where the cursor is.
///
/// A growing recording is shown by calling setTrace() with longer and longer snapshots: analysis goes on where
/// it stopped. The cursor stays where it is unless it stood at the end, which it then follows.
class TraceSession : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    /// The instant: 0 is before everything, k is just after event k. Set values are rounded and kept in range.
    Q_PROPERTY(double cursorEvent READ cursorEvent WRITE setCursorEvent NOTIFY cursorChanged FINAL)
    Q_PROPERTY(int eventCount READ eventCount NOTIFY traceChanged FINAL)
    /// Index of an entity in the trace; 0 is none.
    Q_PROPERTY(int selectedEntity READ selectedEntity WRITE setSelectedEntity NOTIFY selectionChanged FINAL)
    Q_PROPERTY(Axis axis READ axis WRITE setAxis NOTIFY axisChanged FINAL)
    /// True when the program ran on a virtual clock; the time axis says so.
    Q_PROPERTY(bool virtualClock READ virtualClock NOTIFY traceChanged FINAL)

public:
    /// Order gives every event one column; Time gives true lengths.
    enum Axis { Order, Time };
    Q_ENUM(Axis)

    explicit TraceSession(QObject *parent = nullptr);

    double cursorEvent() const { return double(asq::trace::index(m_cursor)); }
    void setCursorEvent(double event);
    int eventCount() const { return int(trace().eventCount()); }
    int selectedEntity() const { return int(asq::trace::index(m_selected)); }
    void setSelectedEntity(int entity);
    Axis axis() const { return m_axis; }
    void setAxis(Axis axis);
    bool virtualClock() const { return trace().virtualClock(); }

    /// Shows `trace`. When it goes on where the current one ends (same recording, longer), analysis is
    /// extended; otherwise everything is new: the cursor stands at the start and nothing is selected.
    /// Requires: `trace` satisfies the verifier.
    void setTrace(const asq::trace::Trace &trace);
    /// Shows the first snapshot of a new recording whatever stood here before.
    void resetTrace(const asq::trace::Trace &trace);
    /// The same for one that was analysed already, in another thread.
    void resetTo(AnalysedTrace recording);
    /// The whole of a recording whose beginning is shown, analysed in another thread: cursor and selection stay. Where it
    /// does not begin with the events shown now (whoever comes later may have moved them), it is shown anew, with the cursor
    /// at the same time and whoever is called the same selected.
    void goOnWith(AnalysedTrace recording);

    const asq::trace::Trace &trace() const { return m_recording.source.trace(); }
    const asq::analysis::StateIndex &stateIndex() const { return m_recording.states; }
    const std::optional<LookedThrough> &lookedThrough() const { return m_recording.lookedThrough; }
    const asq::analysis::LaneTree &lanes() const { return m_recording.source.lanes(); }
    /// What timelines are drawn from. Another one stands at the same place after traceChanged().
    const TimelineSource &source() const { return m_recording.source; }

    /// The chip, 0 to 11, that tells `id` from others; 0 for None.
    int chip(asq::trace::EntityId id) const { return m_recording.source.chip(id); }

    asq::trace::EventId cursor() const { return m_cursor; }
    asq::trace::EntityId selection() const { return m_selected; }
    /// The state at the cursor; rebuilt at most once a cursor position, in one step when it moved on by one.
    const asq::analysis::ProgramState &state() const;
    /// Counts the recordings shown so far: a model that sees another number starts anew, the same number
    /// with more events only appends.
    int recording() const { return m_recordings; }

Q_SIGNALS:
    /// Another trace, or a longer snapshot of the same one.
    void traceChanged();
    void cursorChanged();
    void selectionChanged();
    void axisChanged();

private:
    bool extends(const asq::trace::Trace &trace) const;
    asq::trace::EventId cursorIn(const asq::trace::Trace &trace) const;
    asq::trace::EntityId selectionIn(const asq::trace::Trace &trace) const;
    void checkInvariants() const;

    AnalysedTrace m_recording;
    mutable std::optional<asq::analysis::ProgramState> m_state;
    asq::trace::EventId m_cursor = asq::trace::EventId::None;
    asq::trace::EntityId m_selected = asq::trace::EntityId::None;
    Axis m_axis = Order;
    int m_recordings = 0;
};

} // namespace interleave
