// The goroutine's own generator is driven by advance(), independently of the runner; to the runner each goroutine shows
// a small coroutine that yields the token until the goroutine has ended, and idles on a sequence when nobody can go on.
// Values that are there at once go straight back in, in a loop, so any number of them runs in constant stack. A body that
// waits for a channel itself (ChannelWait) is resumed by the ticks of that operation: no sequence stands between.
#include "core/go.h"

namespace asq {

namespace {

class Goroutine final : public ChannelWaiter
{
public:
    Goroutine(Run &run, EntityId entity, Ref<GoBody> body, Position position)
        : ChannelWaiter(run.kernel(), Kind::Direct), m_language(&run.language()), m_run(run), m_entity(entity),
          m_body(std::move(body)), m_position(position)
    {
    }

    /// As the runner sees it.
    Coroutine::Outcome next();

    void run(EventId cause) override;
    EntityId entity() const override { return m_entity; }

private:
    enum class Point { Begin, AfterToken, AfterIdle };
    void beginBody();
    Q_NEVER_INLINE void goOn();
    Q_NEVER_INLINE void stopped();
    void advance();
    /// Whether it is to be resumed at once.
    bool isToGoOn(bool isResumed);
    Coroutine::Outcome resumed();
    void settle(Messages messages, bool failed);
    void proceed();
    Coroutine::Outcome end();
    Messages given() const;
    void awaits(const Ref<Flow> &flow, Slice &slice);

    Ref<RunnerLanguage> m_language;
    Run &m_run; ///< While that drives it: what waits may go on when the run is over.
    EntityId m_entity;
    Ref<GoBody> m_body;
    Ref<Coroutine> m_coroutine;
    Ref<GoGroup> m_group;
    const std::coroutine_handle<> *m_handle = nullptr; ///< Of the body, where that has one and nobody observes.
    Value m_waited; ///< What came of that, for the record.
    Position m_position; ///< Where it stopped last.
    Value m_input;
    Value m_error;
    bool m_raises = false;
    bool m_started = false;
    bool m_done = false;
    Point m_point = Point::Begin;
};

class GoCoroutine final : public Coroutine
{
public:
    explicit GoCoroutine(Ref<Goroutine> goroutine) : m_goroutine(std::move(goroutine)) {}
    Outcome next(Value) override { return m_goroutine->next(); }
    Outcome raise(Value error) override { throw Failure(std::move(error)); }

private:
    Ref<Goroutine> m_goroutine;
};

Coroutine::Outcome Goroutine::next()
{
    if (m_point == Point::Begin) {
        beginBody();
    } else {
        if (m_point == Point::AfterToken && !m_done && !m_group->idle && m_group->wakeUps == 0) {
            m_point = Point::AfterIdle;
            m_group->idle = Iterable::create(m_kernel, Iterable::Visibility::Hidden);
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

void Goroutine::beginBody()
{
    Kernel &kernel = m_run.kernel();
    if (!m_run.goGroup())
        m_run.goGroup() = makeRef<GoGroup>();
    m_group = m_run.goGroup();
    if (++m_group->running == 1) {
        m_group->channel = makeRef<ValueChannel>(kernel, 0, QStringLiteral("shared channel"));
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
    const std::coroutine_handle<> *const handle = m_coroutine->runsIn(*this);
    if (!kernel.isObserved())
        m_handle = handle;
    advance();
}

void Goroutine::run(EventId)
{
    if (!tick())
        return;
    if (!m_handle) [[unlikely]] {
        goOn();
        return;
    }
    stopWaiting();
    m_handle->resume();
    if (!isWaiting()) [[unlikely]]
        stopped();
}

void Goroutine::goOn()
{
    m_kernel.setCause(ChannelWaiter::cause());
    if (m_kernel.isObserved())
        m_waited = awaited().result(*this);
    stopWaiting();
    advance();
}

/// It was resumed, and waits for no channel now.
void Goroutine::stopped()
{
    if (isToGoOn(true))
        advance();
}

Messages Goroutine::given() const
{
    Messages given;
    const Value &handed = m_raises ? m_error : m_waited.isUndefined() ? m_input : m_waited;
    if (m_started && m_kernel.isObserved() && handed.isCopyable())
        given.append(handed);
    return given;
}

void Goroutine::advance()
{
    while (isToGoOn(false)) {}
}

Coroutine::Outcome Goroutine::resumed()
{
    if (std::exchange(m_raises, false))
        return m_coroutine->raise(std::exchange(m_error, {}));
    return m_coroutine->next(std::exchange(m_input, {}));
}

bool Goroutine::isToGoOn(bool isResumed)
{
    Kernel &kernel = m_kernel;
    Ref<Flow> flow;
    {
        kernel.setPosition(m_position);
        Slice slice(kernel, m_started ? EventKind::Resumed : EventKind::Started, m_entity, kernel.cause(), given());
        m_started = true;
        m_waited = {};
        Coroutine::Outcome outcome;
        try {
            outcome = isResumed ? m_coroutine->whatCame() : resumed();
            flow = outcome.flow || outcome.value.isUndefined() ? outcome.flow
                                                               : m_language->flowOf(outcome.value, false);
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
            return false;
        }
        m_position = m_coroutine->stoppedAt(kernel);
        slice.setPosition(m_position);
        if (isWaiting()) {
            if (kernel.isObserved())
                slice.suspends(awaited().reason(), awaited().awaitedOn());
            return false;
        }
        m_done = outcome.done;
        awaits(flow, slice);
        m_input = std::move(outcome.value);
    }
    if (m_done)
        m_group->wakeUp();
    if (flow) {
        const Ref<Goroutine> self(this);
        flow->val(makeFunction([self](Messages messages) {
            self->settle(std::move(messages), false);
            return Value();
        }));
        flow->onError(makeFunction([self](Messages errors) {
            self->settle(std::move(errors), true);
            return Value();
        }));
        return false;
    }
    if (m_done)
        m_group->wakeUp();
    return !m_done;
}

void Goroutine::awaits(const Ref<Flow> &flow, Slice &slice)
{
    if (m_done) {
        m_kernel.setCause(m_kernel.announce(EventKind::Completed, m_entity));
    } else if (flow) {
        const Flow::Awaited awaited = flow->awaited();
        slice.suspends(awaited.reason, awaited.on);
    } else {
        // Goes straight back in: nobody else runs in between.
        slice.suspends(WaitReason::Turn);
    }
}

void Goroutine::settle(Messages messages, bool failed)
{
    m_input = wrapped(std::move(messages));
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
    return makeRef<GoCoroutine>(makeRef<Goroutine>(run, entity, m_body, description().position));
}

} // namespace asq
