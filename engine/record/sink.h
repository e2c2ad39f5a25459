#pragma once

#include "trace/trace.h"

#include <QList>
#include <QStringList>

#include <chrono>
#include <optional>

namespace asq::record {

/// What came to a recording since the batch before: events and the rows of the tables that they are the first to name.
/// The ids of new rows follow those of the rows before. A string may stand in its table more than once.
struct Batch {
    quint32 firstString = 1;
    QStringList strings;
    quint32 oldestString = 1; ///< Those before it are not named by what comes after this batch.
    quint32 firstLocation = 1;
    QList<trace::Location> locations;
    quint32 firstFile = 0;
    QList<trace::SourceFile> files;
    quint32 firstEntity = 2; ///< After the program, which a trace has from the beginning.
    QList<trace::Entity> entities;
    std::optional<trace::Entity> program; ///< Told when it became known.
    quint32 firstEvent = 1;
    QList<trace::Event> events;

    bool isEmpty() const
    {
        return events.isEmpty() && strings.isEmpty() && locations.isEmpty() && files.isEmpty() && entities.isEmpty()
            && !program;
    }
    /// Ready for what comes next: empty, and the first ids moved on.
    void advance();
};

/// Where a recording goes. All calls come from the recorder's writer thread, the destructor excepted.
class Sink
{
public:
    virtual ~Sink() = default;
    /// Before everything else.
    virtual void begin(bool virtualClock) = 0;
    /// May take its time: the program does not wait for it (what the recorder's memory cannot hold becomes a gap).
    virtual void write(const Batch &batch) = 0;
    /// Puts what was written out of reach of a death of this process, as far as that is possible within `limit`.
    virtual void flush(std::chrono::milliseconds limit) = 0;
    /// Somebody asked for what a sink keeps back to be written out.
    virtual void save() {}
    /// After everything else; not called when the process dies.
    virtual void end() = 0;
    /// What went wrong, in a sentence for people; empty when nothing did. A sink that failed ignores what follows.
    virtual QString problem() const { return {}; }
};

} // namespace asq::record
