#include "core/pthen.h"

#include "core/sequenceinternals.h"

#include <algorithm>
#include <vector>

namespace asq {

namespace {

Messages oneOf(const Messages &messages)
{
    Messages one;
    one.append(messages.size() == 1 ? messages.front() : Value(MessageWrapper(messages)));
    return one;
}

/// What the two halves of one `pThen` know each other by.
struct Pair : RefCounted {};

/// Which halves have been used in one sequence: the other one of each is passed by from then on.
class UsedHalves final : public SequenceInternals::Attachment
{
public:
    static UsedHalves &of(SequenceCore &sequence)
    {
        Ref<SequenceInternals::Attachment> &attachment = SequenceInternals(sequence).attachment();
        if (!attachment)
            attachment = makeRef<UsedHalves>();
        return static_cast<UsedHalves &>(*attachment);
    }
    Ref<Attachment> copy() const override
    {
        const Ref<UsedHalves> used = makeRef<UsedHalves>();
        used->m_successes = m_successes;
        used->m_failures = m_failures;
        return used;
    }
    void useSuccess(const Ref<Pair> &pair) { m_successes.push_back(pair); }
    void useFailure(const Ref<Pair> &pair) { m_failures.push_back(pair); }
    bool isSuccessUsed(const Ref<Pair> &pair) const { return contains(m_successes, pair); }
    bool isFailureUsed(const Ref<Pair> &pair) const { return contains(m_failures, pair); }

private:
    static bool contains(const std::vector<Ref<Pair>> &pairs, const Ref<Pair> &pair)
    {
        return std::find(pairs.begin(), pairs.end(), pair) != pairs.end();
    }
    std::vector<Ref<Pair>> m_successes;
    std::vector<Ref<Pair>> m_failures;
};

class SuccessHalf final : public Step
{
public:
    SuccessHalf(Ref<Step> body, Ref<Pair> pair) : m_body(std::move(body)), m_pair(std::move(pair))
    {
        setDescription(m_body->description());
    }
    void run(StepRun &run) override
    {
        UsedHalves &used = UsedHalves::of(*run.sequence());
        if (used.isFailureUsed(m_pair)) {
            run.complete(std::move(run.messages));
            return;
        }
        used.useSuccess(m_pair);
        run.messages = oneOf(run.messages);
        m_body->run(run);
    }

private:
    Ref<Step> m_body;
    Ref<Pair> m_pair;
};

class FailureHalf final : public Function
{
public:
    FailureHalf(Ref<Function> handler, Ref<Pair> pair) : m_handler(std::move(handler)), m_pair(std::move(pair))
    {
        setDescription(m_handler->description());
    }
    Value call(Messages) override { return {}; }
    Value callIn(Flow &flow, Messages errors) override;

private:
    static void recover(SequenceCore &sequence, Messages messages, const std::vector<Ref<Function>> &later);
    Ref<Function> m_handler;
    Ref<Pair> m_pair;
};

Value FailureHalf::callIn(Flow &flow, Messages errors)
{
    auto &sequence = static_cast<SequenceCore &>(flow);
    const Ref<SequenceCore> alive(&sequence);
    UsedHalves &used = UsedHalves::of(sequence);
    if (used.isSuccessUsed(m_pair))
        return {}; // The error is that of a later step, and counts as handled all the same.
    used.useFailure(m_pair);
    const std::vector<Ref<Function>> later = SequenceInternals(sequence).handlers();
    Value result = m_handler->call(oneOf(errors));
    recover(sequence, result.isUndefined() ? Messages() : spread(std::move(result)), later);
    return {};
}

void FailureHalf::recover(SequenceCore &sequence, Messages messages, const std::vector<Ref<Function>> &later)
{
    const SequenceInternals internals(sequence);
    internals.messages() = std::move(messages);
    internals.errors().clear();
    internals.setFailed(false);
    internals.setReady(true);
    internals.handlers().clear();
    sequence.val(makeFunction([](Messages passed) { return Value(MessageWrapper(std::move(passed))); }));
    if (later.empty())
        return;
    // The handlers registered after this one are for later errors: they come back one tick later.
    const Ref<Runnable> job = makeRef<CallbackJob>(
        [self = Ref<SequenceCore>(&sequence), later](EventId) { self->onError(later); });
    sequence.post(job.get(), sequence.kernel().cause());
}

} // namespace

Ref<Function> recoveringHandler(const Ref<Function> &failure)
{
    return makeRef<FailureHalf>(failure, makeRef<Pair>());
}

void pThen(SequenceCore &sequence, const Ref<Step> &success, const Ref<Function> &failure)
{
    if (sequence.isAborted())
        return;
    const Ref<Pair> pair = makeRef<Pair>();
    if (success)
        sequence.then(Ref<Step>(makeRef<SuccessHalf>(success, pair)));
    if (failure)
        sequence.onError(Ref<Function>(makeRef<FailureHalf>(failure, pair)));
}

} // namespace asq
