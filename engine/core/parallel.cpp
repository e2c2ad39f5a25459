#include "core/parallel.h"

#include "core/tap.h"

namespace asq {

class Parallel::SegmentTrigger final : public Trigger
{
public:
    SegmentTrigger(Ref<Parallel> parallel, size_t segment) : m_parallel(std::move(parallel)), m_segment(segment) {}
    void complete(Messages messages) override { m_parallel->complete(m_segment, std::move(messages)); }
    void fail(Messages errors) override { m_parallel->fail(m_segment, std::move(errors)); }
    void abort() override { m_parallel->abort(m_segment); }
    bool isOver() const override { return m_parallel->isOver(); }
    bool isAborted() const override { return m_parallel->isAborted(); }

private:
    Ref<Parallel> m_parallel;
    size_t m_segment;
};

class Parallel::SegmentRun final : public StepRun
{
public:
    SegmentRun(Slice &slice, Messages &messages, Parallel &parallel, size_t segment)
        : StepRun(parallel.kernel(), slice, messages), m_parallel(parallel), m_segment(segment)
    {
    }
    void complete(Messages result) override { m_parallel.complete(m_segment, std::move(result)); }

private:
    Ref<Trigger> makeTrigger() override { return makeRef<SegmentTrigger>(Ref<Parallel>(&m_parallel), m_segment); }
    Parallel &m_parallel;
    size_t m_segment;
};

Parallel::Ending::Ending(Parallel &parallel, EventKind kind, size_t segment, const Messages &values)
    : m_kernel(parallel.m_kernel), m_before(m_kernel.cause())
{
    State &state = parallel.m_states[segment];
    if (!state.ended)
        m_kernel.setCause(m_kernel.announce(kind, state.entity, values));
    state.ended = true;
    state.settled |= kind != EventKind::Aborted;
}

void Parallel::calledTooLate(size_t segment, const Messages &values, bool isFailure)
{
    const State &state = m_states[segment];
    if (state.settled && !isAborted())
        m_kernel.announceIgnored(state.entity, values, isFailure);
}

void Parallel::start(const std::vector<Segment> &segments, const Messages &messages)
{
    const Ref<Parallel> alive(this);
    for (size_t i = 0; i < segments.size() && !isCancelled(); ++i)
        startSegment(i, *segments[i].step, messages);
}

void Parallel::startSegment(size_t index, Step &step, const Messages &messages)
{
    const Description &description = step.description();
    State &state = m_states[index];
    if (m_step != EntityId::None)
        state.entity = m_kernel.spawn(EntityKind::Segment, description.label, m_step, description.position);
    m_kernel.setPosition(description.position);
    Slice slice(m_kernel, EventKind::Started, state.entity, m_kernel.cause(), messages);
    Messages arguments = messages;
    SegmentRun run(slice, arguments, *this, index);
    try {
        step.run(run);
    } catch (...) {
        slice.suspends(WaitReason::None);
        {
            const Ending ending(*this, EventKind::Failed, index, Failure::current().errors);
        }
        slice.end();
        throw;
    }
    if (state.ended || isCancelled())
        slice.suspends(WaitReason::None);
    else if (!run.isWaitKnown())
        slice.suspends(WaitReason::Trigger);
}

Segment Segment::of(const Ref<Flow> &flow, const Description &description)
{
    const Ref<Tap> tap = Tap::create(flow);
    const Ref<Step> step = makeStep([tap](StepRun &run) {
        tap->flow()->pipe(run.trigger());
        run.waitsFor(WaitReason::Sequence, tap->source());
    });
    step->setDescription(description);
    return {step};
}

Segment Part::segment() const
{
    const Ref<Flow> *flow = std::get_if<Ref<Flow>>(&what);
    return flow ? Segment::of(*flow, description) : Segment{std::get<Ref<Step>>(what)};
}

namespace {

class Forwarding final : public Parallel
{
public:
    Forwarding(Kernel &kernel, EntityId step, size_t count, Ref<Trigger> trigger)
        : Parallel(kernel, step, count), m_trigger(std::move(trigger))
    {
    }
    void complete(size_t segment, Messages &&messages) override
    {
        if (isOver()) {
            calledTooLate(segment, messages, false);
            return;
        }
        m_decided = true;
        const Ending ending(*this, EventKind::Completed, segment, messages);
        m_trigger->complete(std::move(messages));
    }
    void fail(size_t segment, Messages &&errors) override
    {
        if (isOver()) {
            calledTooLate(segment, errors, true);
            return;
        }
        m_decided = true;
        const Ending ending(*this, EventKind::Failed, segment, errors);
        m_trigger->fail(std::move(errors));
    }
    void abort(size_t segment) override
    {
        // Also after the end, as with any trigger: then it aborts what follows.
        if (m_trigger->isOver())
            return;
        const Ending ending(*this, EventKind::Aborted, segment);
        m_trigger->abort();
    }
    bool isOver() const override { return m_decided || m_trigger->isOver(); }
    bool isAborted() const override { return m_trigger->isAborted(); }

private:
    Ref<Trigger> m_trigger;
    bool m_decided = false;
};

} // namespace

void runForwarded(const std::vector<Segment> &segments, StepRun &run, EntityId shownAs)
{
    makeRef<Forwarding>(run.kernel(), shownAs, segments.size(), run.trigger())->start(segments, run.messages);
}

} // namespace asq
