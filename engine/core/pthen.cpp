#include "core/pthen.h"

#include "core/sequenceinternals.h"

namespace asq {

namespace {

Messages oneOf(const Messages &messages)
{
    Messages one;
    one.append(messages.size() == 1 ? messages.front() : Value(MessageWrapper(messages)));
    return one;
}

class SuccessHalf final : public Step
{
public:
    SuccessHalf(Ref<Step> body, Ref<Function> other) : m_body(std::move(body)), m_other(std::move(other))
    {
        setDescription(m_body->description());
    }
    const Ref<Function> &other() const { return m_other; }
    void run(StepRun &run) override
    {
        // The handler stays, so that the error counts as handled, and does nothing.
        if (m_other && run.sequence())
            for (Ref<Function> &handler : SequenceInternals(*run.sequence()).handlers())
                if (handler == m_other)
                    handler = makeFunction([](Messages) { return Value(); });
        run.messages = oneOf(run.messages);
        m_body->run(run);
    }

private:
    Ref<Step> m_body;
    Ref<Function> m_other;
};

class FailureHalf final : public Function
{
public:
    explicit FailureHalf(Ref<Function> handler) : m_handler(std::move(handler))
    {
        setDescription(m_handler->description());
    }
    Value call(Messages) override { return {}; }
    Value callIn(Flow &flow, Messages errors) override;

private:
    bool isOtherOf(const Step &step) const
    {
        const auto *success = dynamic_cast<const SuccessHalf *>(&step);
        return success && success->other().get() == this;
    }
    static void recover(SequenceCore &sequence, Messages messages, const std::vector<Ref<Function>> &later);
    Ref<Function> m_handler;
};

Value FailureHalf::callIn(Flow &flow, Messages errors)
{
    auto &sequence = static_cast<SequenceCore &>(flow);
    const Ref<SequenceCore> alive(&sequence);
    const SequenceInternals internals(sequence);
    internals.replaceStep([this](const Step &step) { return isOtherOf(step); },
                          makeStep([](StepRun &run) { run.complete(std::move(run.messages)); }));
    const std::vector<Ref<Function>> later = internals.handlers();
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
    Kernel &kernel = sequence.kernel();
    kernel.executor().post(makeRef<CallbackJob>(
                               [self = Ref<SequenceCore>(&sequence), later](EventId) { self->onError(later); }),
                           kernel.cause());
}

} // namespace

void pThen(SequenceCore &sequence, const Ref<Step> &success, const Ref<Function> &failure)
{
    if (sequence.isAborted())
        return;
    const Ref<Function> handler = failure ? makeRef<FailureHalf>(failure) : Ref<FailureHalf>();
    if (success)
        sequence.then(Ref<Step>(makeRef<SuccessHalf>(success, handler)));
    if (handler)
        sequence.onError(handler);
}

} // namespace asq
