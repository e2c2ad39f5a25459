#pragma once

#include "trace/formats/bytestrings.h"
#include "trace/formats/trackitemlist.h"
#include "trace/result.h"
#include "trace/trace.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace asq::trace {

/// Makes a trace of what other tools record: rows (processes, threads, tracks, counters), slices in them, instants,
/// numbers and flows, told in any order of time. Times are nanoseconds of any origin; the trace begins at the earliest.
///
/// A slice that runs in a thread happens to the thread's entity, one nested in it to a track below, and so on; a slice's
/// text is the value of `started`. Operations that overlap get as many tracks as they need. A flow makes the
/// slice that it leads to a consequence of the one that it leaves. What does not nest is cut, what is not paired
/// is left open or out, and each such thing is counted in one remark of the trace. What finish() gives is a
/// trace that TraceVerifier finds nothing in.
class TrackAssembler
{
public:
    /// So many things that were told become a trace in memory; of more, events and texts are kept in a scratch file.
    static constexpr qsizetype MostInMemory = 200'000;

    explicit TrackAssembler(qsizetype mostInMemory = MostInMemory);

    TrackAssembler(const TrackAssembler &) = delete;
    TrackAssembler &operator=(const TrackAssembler &) = delete;

    StringId intern(QByteArrayView utf8) { return m_strings.intern(utf8); }
    /// What the recording as a whole is called.
    void setProgramLabel(StringId label) { m_rows.front().label = label; }

    TrackRow addProcess(StringId label = StringId::Empty);
    /// Requires: `parent` is a process or the program, or (of tracks and counters) any row, whose process then counts.
    TrackRow addThread(TrackRow parent, StringId label = StringId::Empty);
    /// A row for slices that nest among themselves and have nothing to do with those of a thread.
    TrackRow addTrack(TrackRow parent, StringId label);
    TrackRow addCounter(TrackRow parent, StringId label);
    void setLabel(TrackRow row, StringId label) { m_rows[index(row)].label = label; }
    StringId label(TrackRow row) const { return m_rows[index(row)].label; }
    /// Rows stand in this order below their process, equal ones as they were added; 0 unless said.
    void setSortIndex(TrackRow row, qint64 position) { m_rows[index(row)].sortIndex = position; }

    /// Of two slices that begin at one time the one told first is the outer one. `name` is what an end may name; a slice
    /// of a process or of the program goes to a track of its own.
    void begin(TrackRow row, qint64 time, StringId text, StringId name = StringId::Empty);
    /// Ends the innermost open slice of this name (Empty: of any) and what runs inside it.
    void end(TrackRow row, qint64 time, StringId name = StringId::Empty);
    /// A whole slice. Of two that begin at one time the longer is the outer one. Requires: duration >= 0.
    void slice(TrackRow row, qint64 time, qint64 duration, StringId text, StringId name = StringId::Empty);
    void instant(TrackRow row, qint64 time, StringId text);
    /// Requires: `counter` is one.
    void count(TrackRow counter, qint64 time, StringId number);

    /// The slice that runs in `row` at `time` takes part in `flow`: causes lead from each slice of a flow to the next
    /// one in time. A step before any start is a start.
    void flow(TrackRow row, qint64 time, quint64 flow, FlowRole role, StringId text = StringId::Empty);
    /// The same of the slice that begins in `row` at `time` or next after it.
    void flowToNext(TrackRow row, qint64 time, quint64 flow, FlowRole role, StringId text = StringId::Empty);

    /// An operation of `process`, told from others by its number: operations of one label share tracks, and get
    /// further ones where they overlap. What begins with the number of an open one is nested in that.
    void beginOperation(TrackRow process, quint64 operation, qint64 time, StringId label, StringId text);
    void operationInstant(TrackRow process, quint64 operation, qint64 time, StringId label, StringId text);
    void endOperation(TrackRow process, quint64 operation, qint64 time, StringId name = StringId::Empty);

    /// A resource of the outside that a thread made: an entity of kind Outside below the thread, a consequence of the
    /// resource `trigger` (the callback of it that runs, else its creation).
    void addResource(TrackRow thread, quint32 resource, qint64 time, StringId label, StringId text, quint32 trigger);
    /// A callback of it begins, a slice of its own; and ends.
    void beginResource(TrackRow thread, quint32 resource, qint64 time, StringId text);
    void endResource(TrackRow thread, quint32 resource, qint64 time);
    void completeResource(TrackRow thread, quint32 resource, qint64 time);

    void addRemark(const QString &sentence) { m_remarks.append(sentence); }
    qsizetype itemCount() const { return qsizetype(m_itemCount); }
    /// The trace of all that was told; an error when the scratch file cannot take it. Nothing may be told afterwards.
    Result<Trace> finish();

private:
    friend class TrackReplay;
    struct Row {
        EntityKind kind = EntityKind::Program;
        TrackRow parent = TrackRow::Program;
        StringId label = StringId::Empty;
        qint64 sortIndex = 0;
        std::optional<TrackRow> ownTrack = std::nullopt; ///< Of a process: where its own slices go.
        bool isUsed = false;
        TrackItemList items = {};
    };
    TrackRow addRow(EntityKind kind, TrackRow parent, StringId label);
    TrackRow processOf(TrackRow row) const;
    TrackRow rowOfSlices(TrackRow row);
    void add(TrackRow row, TrackItem item);

    std::vector<Row> m_rows;
    QStringList m_remarks;
    const qsizetype m_mostInMemory;
    quint32 m_itemCount = 0;
    ByteStrings m_strings;
};

} // namespace asq::trace
