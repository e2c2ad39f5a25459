#pragma once

#include "analysis/rules/finding.h"
#include "analysis/waitwords.h"

namespace asq::analysis {

/// What rules look at when a run is over.
struct EndOfRun {
    const trace::Trace &trace;
    const ProgramState &state;
    const WaitGraph &waits;
    const EntityNames &names;
};

/// One kind of mistake, and how it shows in a recording. A rule is a file of this folder and a line in its list; it is
/// given the events once, in order, and asked at the end. What it tells must follow from the events alone.
class Rule
{
public:
    /// Of one kind so many are kept; a rule need not explain more.
    static constexpr qsizetype Most = 200;
    virtual ~Rule() = default;
    /// Event `id` is the next one of `trace`. `names` knows the entities so far.
    virtual void event(const trace::Trace &trace, trace::EventId id, const EntityNames &names, QList<Finding> &found)
    {
        Q_UNUSED(trace)
        Q_UNUSED(id)
        Q_UNUSED(names)
        Q_UNUSED(found)
    }
    /// The run is over.
    virtual void end(const EndOfRun &run, QList<Finding> &found)
    {
        Q_UNUSED(run)
        Q_UNUSED(found)
    }
};

} // namespace asq::analysis
