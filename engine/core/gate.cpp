#include "core/gate.h"

#include "core/tap.h"

namespace asq {

namespace {

/// One run of a gate. Its tick delivers the result.
class GateRun final : public Runnable
{
public:
    GateRun(Kernel &kernel, Ref<Trigger> trigger, EntityId entity, size_t count)
        : m_kernel(kernel), m_trigger(std::move(trigger)), m_entity(entity), m_segments(count)
    {
    }

    void start(const std::vector<Segment> &segments, const Messages &messages, StepRun &gate);
    void complete(size_t segment, Messages &&messages);
    void fail(size_t segment, Messages &&errors);
    void abort(size_t segment);
    bool isOver() const { return m_trigger->isOver() || m_failed || m_aborted || m_delivered; }
    bool isAborted() const { return m_trigger->isAborted(); }
    void run(EventId cause) override;
    EntityId entity() const override { return m_entity; }

private:
    struct SegmentState {
        EntityId entity = EntityId::None;
        Value result;
        bool started = false;
        bool completed = false;
        bool failed = false;
    };
    bool ignores(size_t segment) const { return isOver() || m_segments.at(segment).completed; }
    void calledTooLate(size_t segment, const Messages &values, bool isFailure)
    {
        const SegmentState &state = m_segments[segment];
        if ((state.completed || state.failed) && !m_aborted && !isAborted())
            m_kernel.announceIgnored(state.entity, values, isFailure);
    }
    void requestTick() { m_kernel.executor().post(Ref<Runnable>(this), m_kernel.cause()); }
    quint32 pending() const;

    Kernel &m_kernel;
    Ref<Trigger> m_trigger;
    EntityId m_entity;
    std::vector<SegmentState> m_segments;
    Messages m_errors;
    bool m_failed = false;
    bool m_aborted = false;
    bool m_delivered = false;
};

class SegmentTrigger final : public Trigger
{
public:
    SegmentTrigger(Ref<GateRun> gate, size_t segment) : m_gate(std::move(gate)), m_segment(segment) {}
    void complete(Messages messages) override { m_gate->complete(m_segment, std::move(messages)); }
    void fail(Messages errors) override { m_gate->fail(m_segment, std::move(errors)); }
    void abort() override { m_gate->abort(m_segment); }
    bool isOver() const override { return m_gate->isOver(); }
    bool isAborted() const override { return m_gate->isAborted(); }

private:
    Ref<GateRun> m_gate;
    size_t m_segment;
};

class SegmentRun final : public StepRun
{
public:
    SegmentRun(Kernel &kernel, Slice &slice, Messages messages, GateRun &gate, size_t segment)
        : StepRun(kernel, slice, std::move(messages)), m_gate(gate), m_segment(segment)
    {
    }
    void complete(Messages result) override { m_gate.complete(m_segment, std::move(result)); }

private:
    Ref<Trigger> makeTrigger() override { return makeRef<SegmentTrigger>(Ref<GateRun>(&m_gate), m_segment); }
    GateRun &m_gate;
    size_t m_segment;
};

void GateRun::start(const std::vector<Segment> &segments, const Messages &messages, StepRun &gate)
{
    for (size_t i = 0; i < segments.size() && !m_failed && !m_aborted; ++i) {
        const Step &step = *segments[i].step;
        SegmentState &segment = m_segments[i];
        segment.entity = m_entity == EntityId::None
            ? EntityId::None
            : m_kernel.spawn(EntityKind::Segment, step.description().label, m_entity, step.description().position);
        segment.started = true;
        m_kernel.setPosition(step.description().position);
        Slice slice(m_kernel, EventKind::Started, segment.entity, m_kernel.cause(), messages);
        SegmentRun run(m_kernel, slice, messages, *this, i);
        try {
            segments[i].step->run(run);
            if (!segment.completed && !m_failed && !m_aborted && !run.isWaitKnown())
                slice.suspends(WaitReason::Trigger);
            if (segment.completed || m_failed || m_aborted)
                slice.suspends(WaitReason::None);
        } catch (...) {
            Failure failure = Failure::current();
            slice.suspends(WaitReason::None);
            m_kernel.announce(EventKind::Failed, segment.entity, failure.errors);
            segment.failed = true;
            m_failed = true;
            slice.end();
            m_trigger->fail(std::move(failure.errors));
            return;
        }
    }
    gate.waitsFor(WaitReason::Gate, EntityId::None, pending());
}

quint32 GateRun::pending() const
{
    quint32 count = 0;
    for (const SegmentState &segment : m_segments)
        count += segment.completed ? 0 : 1;
    return count;
}

void GateRun::complete(size_t index, Messages &&messages)
{
    if (ignores(index)) {
        calledTooLate(index, messages, false);
        return;
    }
    SegmentState &segment = m_segments[index];
    segment.completed = true;
    const EventId before = m_kernel.cause();
    m_kernel.setCause(m_kernel.announce(EventKind::Completed, segment.entity, messages));
    segment.result = wrapped(messages);
    requestTick();
    m_kernel.setCause(before);
}

void GateRun::fail(size_t index, Messages &&errors)
{
    if (ignores(index)) {
        calledTooLate(index, errors, true);
        return;
    }
    m_failed = true;
    m_segments[index].failed = true;
    const EventId before = m_kernel.cause();
    m_kernel.setCause(m_kernel.announce(EventKind::Failed, m_segments[index].entity, errors));
    m_errors = std::move(errors);
    requestTick();
    m_kernel.setCause(before);
}

void GateRun::abort(size_t index)
{
    if (isOver())
        return;
    m_aborted = true;
    m_kernel.announce(EventKind::Aborted, m_segments[index].entity);
    m_trigger->abort();
}

void GateRun::run(EventId cause)
{
    if (m_trigger->isOver() || m_delivered)
        return;
    m_kernel.setCause(cause);
    if (m_failed) {
        m_trigger->fail(std::exchange(m_errors, {}));
    } else if (pending() == 0) {
        m_delivered = true;
        Messages results;
        for (SegmentState &segment : m_segments)
            results.append(std::move(segment.result));
        m_trigger->complete(std::move(results));
    }
}

} // namespace

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

void GateStep::run(StepRun &run)
{
    const Ref<GateRun> gate = makeRef<GateRun>(run.kernel(), run.trigger(), run.entity(), m_segments.size());
    gate->start(m_segments, run.messages, run);
}

} // namespace asq
