#include "core/gate.h"

#include <algorithm>

namespace asq {

namespace {

/// One run of a gate. Its tick delivers the result.
class GateRun final : public Parallel
{
public:
    GateRun(StepRun &run, EntityId step, size_t count)
        : Parallel(run.kernel(), step, count), m_trigger(run.trigger()), m_sequence(run.sequence()), m_results(count)
    {
    }

    void start(const std::vector<Segment> &segments, const Messages &messages);
    void complete(size_t segment, Messages &&messages) override;
    void fail(size_t segment, Messages &&errors) override;
    void abort(size_t segment) override;
    bool isOver() const override { return m_trigger->isOver() || m_failed || m_aborted || m_delivered; }
    bool isAborted() const override { return m_trigger->isAborted(); }
    void run(EventId cause) override;
    quint32 pending() const;

private:
    struct Result {
        Value value;
        bool completed = false;
    };
    bool isCancelled() const override { return m_failed || m_aborted; }
    bool ignores(size_t segment) const { return isOver() || m_results.at(segment).completed; }
    void requestTick() { m_sequence->post(this, kernel().cause()); }

    Ref<Trigger> m_trigger;
    Ref<SequenceCore> m_sequence;
    std::vector<Result> m_results;
    Messages m_errors;
    bool m_failed = false;
    bool m_aborted = false;
    bool m_delivered = false;
};

void GateRun::start(const std::vector<Segment> &segments, const Messages &messages)
{
    try {
        Parallel::start(segments, messages);
    } catch (Failure &failure) {
        m_failed = true;
        m_trigger->fail(std::move(failure.errors));
    }
}

quint32 GateRun::pending() const
{
    return quint32(std::count_if(m_results.begin(), m_results.end(), [](const Result &r) { return !r.completed; }));
}

void GateRun::complete(size_t index, Messages &&messages)
{
    if (ignores(index)) {
        calledTooLate(index, messages, false);
        return;
    }
    const Ending ending(*this, EventKind::Completed, index, messages);
    m_results[index] = {wrapped(messages), true};
    requestTick();
}

void GateRun::fail(size_t index, Messages &&errors)
{
    if (ignores(index)) {
        calledTooLate(index, errors, true);
        return;
    }
    m_failed = true;
    const Ending ending(*this, EventKind::Failed, index, errors);
    m_errors = std::move(errors);
    requestTick();
}

void GateRun::abort(size_t index)
{
    if (isOver())
        return;
    m_aborted = true;
    const Ending ending(*this, EventKind::Aborted, index);
    m_trigger->abort();
}

void GateRun::run(EventId cause)
{
    if (m_trigger->isOver() || m_delivered)
        return;
    kernel().setCause(cause);
    if (m_failed) {
        m_trigger->fail(std::exchange(m_errors, {}));
    } else if (pending() == 0) {
        m_delivered = true;
        Messages results;
        for (Result &result : m_results)
            results.append(std::move(result.value));
        m_trigger->complete(std::move(results));
    }
}

} // namespace

void GateStep::run(StepRun &run)
{
    const EntityId step = m_shownAs == EntityId::None ? run.entity() : m_shownAs;
    const Ref<GateRun> gate = makeRef<GateRun>(run, step, m_segments.size());
    gate->start(m_segments, run.messages);
    run.waitsFor(WaitReason::Gate, EntityId::None, gate->pending());
}

} // namespace asq
