#pragma once

#include "core/go.h"
#include "core/sequence.h"

#include <coroutine>
#include <exception>
#include <optional>

namespace asq {

namespace typed {
class CppLanguage;
}

/// A coroutine to run: made by coroutine(), go() or of an iterable sequence.
struct CoroutineOption {
    Ref<CoroutineSource> source;
};

/// The control token of a run of C++ coroutines: `co_yield token` lets the next one go on. Its messages are for all.
class Token
{
public:
    explicit Token(Messages messages, Run *run = nullptr) : m_state(makeRef<State>(std::move(messages)))
    {
        m_state->run = run;
    }
    Messages &messages() const { return m_state->messages; }
    /// Requires: message `index` is a T; else the coroutine fails.
    template<typename T>
    T message(qsizetype index) const
    {
        return typed::fromValue<T>(Value(m_state->messages.value(index)));
    }
    template<typename T>
    void append(T &&value) const
    {
        m_state->messages.append(typed::toValue(std::forward<T>(value)));
    }
    template<typename... Ts>
    void setMessages(Ts &&...values) const
    {
        m_state->messages = typed::toMessages(std::forward<Ts>(values)...);
    }
    /// Adds a coroutine to the run, at the end of its round. Without effect when the run is over.
    void add(const CoroutineOption &option) const
    {
        if (m_state->run)
            m_state->run->add(option.source);
    }
    friend bool operator==(const Token &a, const Token &b) { return a.m_state == b.m_state; }

private:
    friend class typed::CppLanguage;
    struct State : RefCounted {
        explicit State(Messages &&list) : messages(std::move(list)) {}
        Messages messages;
        Run *run = nullptr; ///< While it lasts.
    };
    Ref<State> m_state;
};
template<>
inline constexpr bool isRelocatable<Token> = true;

namespace typed {

/// What all frames of one coroutine share: a task that awaits a task is one coroutine for the kernel.
struct TaskContext {
    Kernel *kernel = nullptr;
    std::coroutine_handle<> innermost;
    Coroutine::Outcome outcome;
    Value carry;
    const Token *yielded = nullptr; ///< Instead of a value in `outcome`: it waits for its turn.
    std::optional<Value> error; ///< To be thrown where the coroutine goes on.
    ChannelWaiter *waiter = nullptr; ///< The goroutine that this is the body of.
    ChannelWaiter *quickWaiter = nullptr; ///< The same where nobody observes.

    void setWaiter(ChannelWaiter &given)
    {
        waiter = &given;
        quickWaiter = kernel->isObserved() ? nullptr : waiter;
    }
};

struct PromiseBase {
    TaskContext *context = nullptr;
    std::coroutine_handle<> continuation;
    std::exception_ptr exception;

    static void *operator new(std::size_t size) { return Pool::allocate(size); }
    static void operator delete(void *memory, std::size_t size) noexcept { Pool::release(memory, size); }

    std::suspend_always initial_suspend() noexcept { return {}; }
    struct FinalAwaiter {
        bool await_ready() noexcept { return false; }
        template<typename P>
        std::coroutine_handle<> await_suspend(std::coroutine_handle<P> handle) noexcept
        {
            PromiseBase &promise = handle.promise();
            promise.context->innermost = promise.continuation;
            return promise.continuation ? promise.continuation : std::noop_coroutine();
        }
        void await_resume() noexcept {}
    };
    FinalAwaiter final_suspend() noexcept { return {}; }
    void unhandled_exception() noexcept { exception = std::current_exception(); }

    /// Hands `outcome` to the runner and gives what comes back as an R.
    template<typename R>
    struct Suspension {
        TaskContext &context;
        Coroutine::Outcome outcome;
        bool await_ready() noexcept { return false; }
        void await_suspend(std::coroutine_handle<>) { context.outcome = std::move(outcome); }
        R await_resume()
        {
            if (context.error)
                throw Failure(*std::exchange(context.error, std::nullopt));
            if constexpr (!std::is_void_v<R>)
                return fromValue<R>(std::move(context.carry));
        }
    };
    /// The same with a token, of which no value is made until somebody wants one.
    struct TokenSuspension {
        TaskContext &context;
        const Token &token;
        bool await_ready() noexcept { return false; }
        void await_suspend(std::coroutine_handle<>) noexcept { context.yielded = &token; }
        void await_resume()
        {
            context.yielded = nullptr;
            if (context.error) [[unlikely]]
                throw Failure(*std::exchange(context.error, std::nullopt));
        }
    };
    TokenSuspension yield_value(const Token &token) { return {*context, token}; }
    /// `co_yield sequence` is `co_await sequence`, as in JavaScript, without its result.
    template<SequenceLike S>
    Suspension<void> yield_value(S &&given)
    {
        const auto sequence = AsSequence<std::remove_cvref_t<S>>::of(*context->kernel, std::forward<S>(given), {});
        return {*context, {false, {}, Ref<Flow>(sequence.core())}};
    }
    template<typename T>
        requires(!std::is_same_v<std::remove_cvref_t<T>, Token> && !SequenceLike<T>)
    Suspension<void> yield_value(T &&value)
    {
        return {*context, {false, toValue(std::forward<T>(value)), {}}};
    }
};

} // namespace typed

/// A coroutine for a runner or a goroutine. Inside it `co_await` takes sequences, channel operations and other tasks;
/// `co_yield token` transfers control, `co_yield value` gives a value away and gets it back.
///
/// Starts when it is driven. Destroying it while it waits destroys its frame and calls nobody.
template<typename T = void>
class [[nodiscard]] Task
{
public:
    struct promise_type;
    using Handle = std::coroutine_handle<promise_type>;

    Task(Task &&other) noexcept : m_handle(std::exchange(other.m_handle, nullptr)) {}
    Task(const Task &) = delete;
    Task &operator=(const Task &) = delete;
    ~Task()
    {
        if (m_handle)
            m_handle.destroy();
    }
    Handle handle() const { return m_handle; }

    /// For `co_await task`: it runs as part of the awaiting coroutine.
    struct Awaiter {
        Handle handle;
        bool await_ready() noexcept { return false; }
        template<typename P>
        std::coroutine_handle<> await_suspend(std::coroutine_handle<P> outer) noexcept
        {
            handle.promise().context = outer.promise().context;
            handle.promise().continuation = outer;
            handle.promise().context->innermost = handle;
            return handle;
        }
        T await_resume()
        {
            if (handle.promise().exception)
                std::rethrow_exception(handle.promise().exception);
            if constexpr (!std::is_void_v<T>)
                return std::move(*handle.promise().result);
        }
    };

private:
    explicit Task(Handle handle) : m_handle(handle) {}
    Handle m_handle;
};

namespace typed {

template<typename P, typename T>
struct PromiseResult : PromiseBase {
    std::optional<T> result;
    template<typename U>
    void return_value(U &&value)
    {
        result.emplace(std::forward<U>(value));
    }
    Value resultValue()
    {
        if constexpr (IsTuple<T>::value)
            return Value(MessageWrapper(returned(std::move(*result))));
        else
            return toValue(std::move(*result));
    }
};
template<typename P>
struct PromiseResult<P, void> : PromiseBase {
    void return_void() {}
    Value resultValue() { return {}; }
};

} // namespace typed

template<typename T>
struct Task<T>::promise_type : typed::PromiseResult<promise_type, T> {
    using Base = typed::PromiseBase;
    Task get_return_object() { return Task(Handle::from_promise(*this)); }

    template<SequenceLike S>
    auto await_transform(S &&given, std::source_location location = std::source_location::current())
    {
        using Plain = std::remove_cvref_t<S>;
        using One = typename typed::SlotOf<typename AsSequence<Plain>::Type>::Type;
        using R = std::conditional_t<std::is_same_v<One, std::monostate>, void, One>;
        Kernel &kernel = *this->context->kernel;
        kernel.setPosition(kernel.positionOf(location));
        const auto sequence = AsSequence<Plain>::of(kernel, std::forward<S>(given), location);
        return Base::Suspension<R>{*this->context, {false, {}, Ref<Flow>(sequence.core())}};
    }
    /// What brings its own way to wait: the operations of channels. It lives as long as the awaiter does.
    template<typename Operation>
        requires requires(Operation &operation, typed::TaskContext &context) { operation.awaiter(context); }
    auto await_transform(Operation &&operation)
    {
        return operation.awaiter(*this->context);
    }
    template<typename U>
    typename Task<U>::Awaiter await_transform(const Task<U> &task)
    {
        return {task.handle()};
    }
};

namespace typed {

/// A task as the kernel drives it. `keep` holds the closure that the coroutine may refer to.
template<typename T>
class TaskCoroutine final : public Coroutine
{
public:
    TaskCoroutine(Kernel &kernel, Task<T> task, Ref<RefCounted> keep) : m_keep(std::move(keep)), m_task(std::move(task))
    {
        m_context.kernel = &kernel;
        m_context.innermost = m_task.handle();
        m_task.handle().promise().context = &m_context;
    }
    Outcome next(Value carry) override
    {
        m_context.carry = std::move(carry);
        return resume();
    }
    Pass pass(const Value &token) override
    {
        // Who gets a value back has to be given it.
        if (m_isStarted && !m_context.yielded)
            return Pass::NotTried;
        m_isStarted = true;
        m_context.innermost.resume();
        const Token *const given = token.get<Token>();
        return m_context.yielded && given && *m_context.yielded == *given ? Pass::Done : Pass::Other;
    }
    Outcome raise(Value error) override
    {
        m_context.error = std::move(error);
        return resume();
    }
    bool throwsAllFailures() const override { return true; }
    const std::coroutine_handle<> *runsIn(ChannelWaiter &waiter) override
    {
        m_context.setWaiter(waiter);
        return &m_context.innermost;
    }
    Outcome whatCame() override
    {
        if (!m_task.handle().done()) {
            if (m_context.yielded)
                m_context.outcome.value = Value(*m_context.yielded);
            return std::exchange(m_context.outcome, {});
        }
        auto &promise = m_task.handle().promise();
        if (promise.exception)
            std::rethrow_exception(promise.exception);
        return {true, promise.resultValue(), {}};
    }

private:
    Outcome resume()
    {
        m_isStarted = true;
        m_context.innermost.resume();
        return whatCame();
    }
    Ref<RefCounted> m_keep;
    TaskContext m_context;
    Task<T> m_task;
    bool m_isStarted = false;
};

template<typename T>
Ref<Coroutine> coroutineOf(Kernel &kernel, Task<T> task, Ref<RefCounted> keep)
{
    return makeRef<TaskCoroutine<T>>(kernel, std::move(task), std::move(keep));
}

/// f(Token) → Task<…>
template<typename F>
class TaskSource final : public CoroutineSource
{
public:
    explicit TaskSource(F callable) : m_callable(std::move(callable)) {}
    Ref<Coroutine> start(Run &run, EntityId) override
    {
        return coroutineOf(run.kernel(), m_callable(*run.token().template get<Token>()), Ref<RefCounted>(this));
    }

private:
    F m_callable;
};

/// A flow that a coroutine gives away to wait for it.
struct AwaitedFlow {
    Ref<Flow> flow;
    friend bool operator==(const AwaitedFlow &a, const AwaitedFlow &b) { return a.flow == b.flow; }
};

class CppLanguage final : public RunnerLanguage
{
public:
    Value makeToken(Run &run, const Messages &messages) override { return Value(Token(messages, &run)); }
    Messages tokenMessages(const Value &token) override { return token.get<Token>()->messages(); }
    Ref<Flow> flowOf(const Value &value, bool) override
    {
        const AwaitedFlow *awaited = value.get<AwaitedFlow>();
        return awaited ? awaited->flow : Ref<Flow>();
    }
    void runEnded(const Value &token) override
    {
        if (const Token *held = token.get<Token>())
            held->m_state->run = nullptr;
    }
};

} // namespace typed

/// A coroutine to run: f(Token) → Task<…>.
template<typename F>
CoroutineOption coroutine(Kernel &kernel, const char *label, F callable,
                          std::source_location location = std::source_location::current())
{
    const Ref<CoroutineSource> source = makeRef<typed::TaskSource<F>>(std::move(callable));
    source->setDescription(typed::describe(kernel, label, location));
    return {source};
}

/// Appends a step that runs the coroutines in turn until all are done, and passes on the last value that one of them
/// gave: at run time, so its type is only known there.
template<typename... Ts, typename... Options>
Sequence<Value> run(const Sequence<Ts...> &sequence, Options... options)
{
    std::vector<Ref<CoroutineSource>> sources{CoroutineOption(options).source...};
    const Description description{QStringLiteral("runner"), sources.front()->description().position};
    const Ref<Step> step = makeRef<RunnerStep>(std::move(sources), makeRef<typed::CppLanguage>());
    step->setDescription(description);
    sequence.core()->then(step);
    return Sequence<Value>(sequence.core());
}

} // namespace asq
