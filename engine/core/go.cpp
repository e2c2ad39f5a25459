// The goroutine's own generator is driven by advance(), independently of the runner; to the runner each goroutine shows
// a small coroutine that yields the token until the goroutine has ended, and idles on a sequence when nobody can go on.
// Values that are there at once go straight back in, in a loop, so any number of them runs in constant stack.
#include "core/go.h"

namespace asq {

namespace {

class Goroutine final : public Coroutine
{
public:
    Goroutine(Run &run, EntityId entity, Ref<GoBody> body, Position position)
        : m_run(run), m_entity(entity), m_body(std::move(body)), m_position(position)
    {
    }

    Outcome next(Value carry) override;
    Outcome raise(Value error) override { throw Failure(std::move(error)); }

private:
    enum class Point { Begin, AfterToken, AfterIdle };
    void begin();
    void advance();
    void settle(const Messages &messages, bool failed);
    void proceed();
    Outcome end();
    Value resumeBody();
    Ref<Flow> outcomeOf(const Coroutine::Outcome &outcome, Slice &slice);

    Run &m_run;
    EntityId m_entity;
    Ref<GoBody> m_body;
    Ref<Coroutine> m_coroutine;
    Ref<GoGroup> m_group;
    Position m_position; ///< Where it stopped last.
    Value m_input;
    Value m_error;
    bool m_raises = false;
    bool m_started = false;
    bool m_done = false;
    Point m_point = Point::Begin;
};

Coroutine::Outcome Goroutine::next(Value)
{
    if (m_point == Point::Begin) {
        begin();
    } else {
        if (m_point == Point::AfterToken && !m_done && !m_group->idle && m_group->wakeUps == 0) {
            m_point = Point::AfterIdle;
            m_group->idle = Iterable::create(m_run.kernel(), Iterable::Visibility::Hidden);
            m_group->idleEnded = false;
            return {false, {}, m_group->idle};
        }
        if (m_point == Point::AfterIdle)
            m_group->idle = nullptr;
        if (m_group->wakeUps > 0)
            --m_group->wakeUps;
    }
    if (!m_done) {
        m_point = Point::AfterToken;
        return {false, m_run.token(), {}};
    }
    return end();
}

void Goroutine::begin()
{
    Kernel &kernel = m_run.kernel();
    if (!m_run.goGroup())
        m_run.goGroup() = makeRef<GoGroup>();
    m_group = m_run.goGroup();
    if (++m_group->running == 1) {
        m_group->channel = makeRef<ChannelCore>(kernel, 0, QStringLiteral("shared channel"));
        // Each message taken lets the run look at its coroutines once more.
        const Ref<Function> taken = makeFunction([link = m_group->link](Messages) {
            if (link->group)
                link->group->wakeUp();
            return Value();
        });
        if (m_run.isTokenSeen())
            m_group->channel->preload(m_run.language().tokenMessages(m_run.token()), taken,
                                      m_run.language().tokenStore(m_run.token()));
        else
            m_group->channel->preload(m_run.messages(), taken);
    }
    m_coroutine = m_body->start(m_run, m_entity, m_group->channel);
    advance();
}

void Goroutine::advance()
{
    Kernel &kernel = m_run.kernel();
    for (;;) {
        Messages given;
        if (m_started)
            given.append(m_raises ? m_error : m_input);
        Ref<Flow> flow;
        {
            kernel.setPosition(m_position);
            Slice slice(kernel, m_started ? EventKind::Resumed : EventKind::Started, m_entity, kernel.cause(), given);
            m_started = true;
            Outcome outcome;
            try {
                if (std::exchange(m_raises, false))
                    outcome = m_coroutine->raise(std::exchange(m_error, {}));
                else
                    outcome = m_coroutine->next(std::exchange(m_input, {}));
            } catch (...) {
                const Failure failure = Failure::current();
                m_done = true;
                m_raises = true;
                m_error = failure.value();
                Messages errors;
                errors.append(m_error);
                kernel.setCause(kernel.announce(EventKind::Failed, m_entity, errors));
                slice.end();
                m_group->wakeUp();
                return;
            }
            m_position = m_coroutine->stoppedAt(kernel);
            slice.setPosition(m_position);
            m_done = outcome.done;
            flow = outcomeOf(outcome, slice);
            m_input = std::move(outcome.value);
        }
        if (m_done)
            m_group->wakeUp();
        if (flow) {
            const Ref<Goroutine> self(this);
            const Ref<Run> alive(&m_run);
            flow->val(makeFunction([self, alive](Messages messages) {
                self->settle(messages, false);
                return Value();
            }));
            flow->onError(makeFunction([self, alive](Messages errors) {
                self->settle(errors, true);
                return Value();
            }));
            return;
        }
        if (m_done) {
            m_group->wakeUp();
            return;
        }
    }
}

Ref<Flow> Goroutine::outcomeOf(const Coroutine::Outcome &outcome, Slice &slice)
{
    Kernel &kernel = m_run.kernel();
    if (m_done)
        kernel.setCause(kernel.announce(EventKind::Completed, m_entity));
    const Ref<Flow> flow = outcome.flow || outcome.value.isUndefined() ? outcome.flow
                                                                       : m_run.language().flowOf(outcome.value, false);
    if (m_done)
        return flow;
    if (flow) {
        const Flow::Awaited awaited = flow->awaited();
        slice.suspends(awaited.reason, awaited.on);
    } else {
        // Goes straight back in: nobody else runs in between.
        slice.suspends(WaitReason::Turn);
    }
    return flow;
}

void Goroutine::settle(const Messages &messages, bool failed)
{
    m_input = wrapped(messages);
    if (failed && (m_input.isError() || m_coroutine->throwsAllFailures())) {
        m_raises = true;
        m_error = std::exchange(m_input, {});
    }
    proceed();
}

void Goroutine::proceed()
{
    if (m_done)
        m_group->wakeUp();
    else
        advance();
}

Coroutine::Outcome Goroutine::end()
{
    const bool last = --m_group->running == 0;
    Value left;
    if (last) {
        m_group->wakeUp();
        // What a coroutine made of the token's messages counts, also when it gave the token another list.
        Messages messages = m_group->channel->dissolve();
        if (m_run.isTokenSeen() && m_run.language().tokenStore(m_run.token()))
            messages = m_run.language().tokenMessages(m_run.token());
        m_run.setMessages(messages);
        left = Value(MessageWrapper(std::move(messages)));
        m_group->channel = nullptr;
    }
    if (m_raises)
        throw Failure(std::move(m_error));
    return {true, last ? std::move(left) : m_run.token(), {}};
}

} // namespace

GoGroup::GoGroup() : link(makeRef<Link>())
{
    link->group = this;
}

GoGroup::~GoGroup()
{
    link->group = nullptr;
}

void GoGroup::wakeUp()
{
    ++wakeUps;
    if (idle && !idleEnded) {
        idleEnded = true;
        const Ref<Iterable> flow = idle;
        flow->next({});
    }
}

Ref<Coroutine> GoSource::start(Run &run, EntityId entity)
{
    return makeRef<Goroutine>(run, entity, m_body, description().position);
}

} // namespace asq
