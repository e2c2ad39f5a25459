#pragma once

#include "core/value.h"

#include <QString>

namespace asq {

class Executor;

/// Who something happens to. 0 is nobody, 1 the program; counted up by the kernel and never used twice.
enum class EntityId : quint32 { None = 0, Program = 1 };
/// A recorded event, numbered by the observer from 1; 0 is none. Causes are given so.
enum class EventId : quint32 { None = 0 };

/// A place in a program text; line and column count from 1. `file` was given by Observer::addFile.
struct Position {
    quint32 file = 0;
    quint32 line = 0;
    quint32 column = 0;
    friend bool operator==(const Position &, const Position &) = default;
};

/// The same members in the same order as trace::EntityKind, trace::EventKind and trace::WaitReason, which a
/// reader of traces knows without this layer; the recorder asserts that they agree. engine/README.md says
/// what each means.
enum class EntityKind : quint8 {
    Program,
    Sequence,
    IterableSequence,
    ReactiveSequence,
    ReactiveInstance,
    Step,
    Segment,
    Handler,
    Coroutine,
    Goroutine,
    Channel,
    Timer,
    Outside,
};
enum class EventKind : quint8 {
    Created,
    Scheduled,
    Started,
    Suspended,
    Resumed,
    Returned,
    Completed,
    Failed,
    Aborted,
    Transferred,
    Offered,
    Requested,
    Buffered,
    Taken,
    Rendezvous,
    Closed,
    Dropped,
    Armed,
    Fired,
    Cancelled,
    Delivered,
    Choice,
    Logged,
    Marked,
    Reported,
    Gap,
    Ignored,
};
enum class WaitReason : quint8 {
    None,
    Trigger,
    Turn,
    Sequence,
    Promise,
    Gate,
    Put,
    Take,
    Alts,
    Timer,
    Event,
    Next,
    Join,
};

/// A new entity. Announced before anything else of it.
struct Birth {
    EntityId entity = EntityId::None;
    EntityKind kind = EntityKind::Program;
    EntityId parent = EntityId::None;
    EventId cause = EventId::None;
    QString label;
    Position position;
    qint64 programTime = 0;
};

/// One thing that happened; valid during the call only.
struct Announcement {
    EventKind kind = EventKind::Created;
    WaitReason reason = WaitReason::None;
    quint32 count = 0;
    EntityId entity = EntityId::None;
    EntityId other = EntityId::None;
    EventId cause = EventId::None;
    Position position;
    qint64 programTime = 0;        ///< Nanoseconds of the executor's clock since it began, at the begin of the batch.
    const Value *values = nullptr; ///< `valueCount` of them.
    qsizetype valueCount = 0;
    QString text; ///< Instead of values: a line of the console, the words of a mark, options of a choice.
};

/// What the kernel announces goes here. Called on the executor's thread, in the order in which things happen; must
/// not call back into the kernel. A kernel without an observer spends one test of a pointer an announcement.
class Observer
{
public:
    virtual ~Observer() = default;
    virtual EventId born(const Birth &birth) = 0;
    virtual EventId announce(const Announcement &announcement) = 0;
    /// A batch or a timer begins, or something is about to be announced that belongs to none: what is announced from now
    /// on happens at this instant, for observers that read their clock no more often than that.
    virtual void beginBatch() {}
    /// Registers a program text; the result is for Position::file. `text` may be empty when it is not at hand.
    virtual quint32 addFile(const QString &name, const QString &text) = 0;
};

/// Observes kernels that nobody gave an observer, so that a program can be recorded without a change of its code. The
/// layer `record` installs one when it is asked to (by an object of its own, or by the environment).
class ObserverSource
{
public:
    virtual ~ObserverSource() = default;
    /// A kernel is made, on this thread. Null: it is not observed. The observer stays until kernelEnds().
    virtual Observer *kernelBegins(const Executor &executor) = 0;
    /// The kernel that got `observer` from kernelBegins() is gone.
    virtual void kernelEnds(Observer *observer) = 0;

    /// For kernels made from now on, in any thread. Requires: `source` lives as long as the process.
    static void install(ObserverSource *source);
    static ObserverSource *installed();
};

} // namespace asq
