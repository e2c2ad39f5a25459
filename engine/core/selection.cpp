#include "core/selection.h"

#include "core/sequencecore.h"

#include <vector>

namespace asq {

namespace {

class SelectionRun final : public Parallel
{
public:
    SelectionRun(Kernel &kernel, EntityId shownAs, size_t count, Ref<SelectionStep> step, Ref<Trigger> trigger)
        : Parallel(kernel, shownAs, count), m_step(std::move(step)), m_trigger(std::move(trigger)), m_marks(count)
    {
        m_results.passed.resize(qsizetype(count));
        m_results.errors.resize(qsizetype(count));
    }

    void complete(size_t segment, Messages &&messages) override;
    void fail(size_t segment, Messages &&errors) override;
    void abort(size_t segment) override;
    bool isOver() const override { return m_decided || m_trigger->isOver(); }
    bool isAborted() const override { return m_trigger->isAborted(); }

private:
    struct Mark {
        bool succeeded = false;
        bool failed = false;
    };
    void countOne();
    void decide();

    Ref<SelectionStep> m_step;
    Ref<Trigger> m_trigger;
    std::vector<Mark> m_marks;
    SelectionStep::Results m_results;
    size_t m_ended = 0; ///< A segment that fails and succeeds counts for both.
    bool m_decided = false;
};

void SelectionRun::complete(size_t index, Messages &&messages)
{
    if (m_decided || m_marks[index].succeeded) {
        calledTooLate(index, messages, false);
        return;
    }
    m_marks[index].succeeded = true;
    const Ending ending(*this, EventKind::Completed, index, messages);
    m_results.latest = wrapped(messages);
    m_results.passed[qsizetype(index)] = m_results.latest;
    m_results.succeeded = true;
    if (m_step->isDecidedByFirst())
        decide();
    else
        countOne();
}

void SelectionRun::fail(size_t index, Messages &&errors)
{
    if (m_decided || m_marks[index].failed) {
        calledTooLate(index, errors, true);
        return;
    }
    m_marks[index].failed = true;
    const Ending ending(*this, EventKind::Failed, index, errors);
    m_results.errors[qsizetype(index)] = wrapped(errors);
    countOne();
}

void SelectionRun::abort(size_t index)
{
    if (m_decided)
        return;
    const Ending ending(*this, EventKind::Aborted, index);
    if (!m_step->isDecidedByFirst()) {
        m_decided = true;
        return;
    }
    // The others may still succeed. Failures so far are forgotten, but not that they were counted.
    for (size_t i = 0; i < count(); ++i) {
        m_marks[i].failed = false;
        m_results.errors[qsizetype(i)] = {};
    }
}

void SelectionRun::countOne()
{
    if (++m_ended == count())
        decide();
}

void SelectionRun::decide()
{
    m_decided = true;
    m_step->decide(std::move(m_results), *m_trigger);
}

} // namespace

void SelectionStep::run(StepRun &run)
{
    const Ref<SequenceCore> inner = SequenceCore::carrying(run.kernel(), run.messages);
    std::vector<Segment> segments;
    for (const Part &part : m_parts)
        segments.push_back(part.segment());
    inner->then(makeStep([self = Ref<SelectionStep>(this), segments, shownAs = run.entity()](StepRun &hidden) {
        makeRef<SelectionRun>(hidden.kernel(), shownAs, segments.size(), self, hidden.trigger())
            ->start(segments, hidden.messages);
    }));
    inner->pipe(run.trigger());
    run.waitsFor(WaitReason::Gate, EntityId::None, quint32(m_parts.size()));
}

} // namespace asq
