#include "core/until.h"

#include "core/parallel.h"
#include "core/sequencecore.h"

namespace asq {

namespace {

/// Ends all tries: the step fails, and the try that is under way is aborted.
class GiveUp final : public Trigger
{
public:
    GiveUp(Ref<SequenceCore> inner, Ref<Trigger> step, EntityId attempt)
        : m_inner(std::move(inner)), m_step(std::move(step)), m_attempt(attempt)
    {
    }
    void complete(Messages) override {}
    void fail(Messages errors) override
    {
        if (!isOver())
            m_inner->kernel().announce(EventKind::Failed, m_attempt, errors);
        m_step->fail(std::move(errors));
        m_inner->abort();
    }
    void abort() override {}
    bool isOver() const override { return m_inner->isFailed() || m_inner->isAborted(); }
    bool isAborted() const override { return m_inner->isAborted(); }

private:
    Ref<SequenceCore> m_inner;
    Ref<Trigger> m_step;
    EntityId m_attempt;
};

struct Tries : RefCounted {
    Ref<Attempt> attempt;
    Ref<Trigger> step;
    Messages messages;
    Description description;
    EntityId shownAs = EntityId::None;
};

void tryOnce(Kernel &kernel, const Ref<Tries> &tries)
{
    const Ref<SequenceCore> inner = SequenceCore::carrying(kernel, tries->messages);
    const Ref<Step> segment = makeStep([tries, inner = inner.get()](StepRun &run) {
        tries->attempt->run(run, makeRef<GiveUp>(Ref<SequenceCore>(inner), tries->step, run.entity()));
    });
    segment->setDescription(tries->description);
    inner->then(makeStep([tries, segment](StepRun &hidden) { runForwarded({{segment}}, hidden, tries->shownAs); }));
    inner->val(makeFunction([tries](Messages messages) {
        tries->step->complete(std::move(messages));
        return Value();
    }));
    inner->onError(makeFunction([tries, &kernel](Messages) {
        tryOnce(kernel, tries);
        return Value();
    }));
}

} // namespace

void UntilStep::run(StepRun &run)
{
    const Ref<Tries> tries = makeRef<Tries>();
    tries->attempt = m_attempt;
    tries->step = run.trigger();
    tries->messages = run.messages;
    tries->description = description();
    tries->shownAs = run.entity();
    tryOnce(run.kernel(), tries);
    run.waitsFor(WaitReason::Gate, EntityId::None, 1);
}

} // namespace asq
