#pragma once

#include "core/flow.h"

#include <variant>
#include <vector>

namespace asq {

/// A segment of a step such as `gate`: a step of its own, or a flow that is tapped when the step is defined.
struct Segment {
    Ref<Step> step;
    /// The segment that waits for `flow`.
    static Segment of(const Ref<Flow> &flow, const Description &description);
};

/// What a segment is made of each time its step runs: a step, or a flow that is tapped then.
struct Part {
    std::variant<Ref<Step>, Ref<Flow>> what;
    Description description;
    Segment segment() const;
};

/// One run of segments side by side. Subclasses say what the end of a segment means for the step that they belong to.
class Parallel : public Runnable
{
public:
    Parallel(Kernel &kernel, EntityId step, size_t count) : m_kernel(kernel), m_step(step), m_states(count) {}

    /// Starts the segments in order, each with a copy of `messages`. Throws the Failure of one that throws: those after it
    /// do not start.
    void start(const std::vector<Segment> &segments, const Messages &messages);

    /// Called by the trigger of a segment, as often as the segment calls it.
    virtual void complete(size_t segment, Messages &&messages) = 0;
    virtual void fail(size_t segment, Messages &&errors) = 0;
    virtual void abort(size_t segment) = 0;
    virtual bool isOver() const = 0;
    virtual bool isAborted() const = 0;

    EntityId entity() const override { return m_step; }
    void run(EventId) override {}

protected:
    /// No further segment is to be started.
    virtual bool isCancelled() const { return false; }
    /// Announces the end of a segment, once, and makes it the cause of what follows until `Ending` dies.
    class Ending
    {
    public:
        Ending(Parallel &parallel, EventKind kind, size_t segment, const Messages &values = {});
        ~Ending() { m_kernel.setCause(m_before); }
        Ending(const Ending &) = delete;
        Ending &operator=(const Ending &) = delete;

    private:
        Kernel &m_kernel;
        EventId m_before;
    };
    /// What a segment calls has no effect: an event of its own when that is because the segment has settled.
    void calledTooLate(size_t segment, const Messages &values, bool isFailure);
    Kernel &kernel() const { return m_kernel; }
    size_t count() const { return m_states.size(); }

private:
    class SegmentTrigger;
    class SegmentRun;
    struct State {
        EntityId entity = EntityId::None;
        bool ended = false;
        bool settled = false; ///< Ended, and not by an abort.
    };
    void startSegment(size_t index, Step &step, const Messages &messages);

    Kernel &m_kernel;
    EntityId m_step;
    std::vector<State> m_states;
};

/// Runs one segment or several, each of whose ends is the end of `run`: the first one decides. They are shown as parts of
/// the step `shownAs`.
void runForwarded(const std::vector<Segment> &segments, StepRun &run, EntityId shownAs);

} // namespace asq
