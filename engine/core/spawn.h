#pragma once

#include "core/spawnedtask.h"
#include "core/typedchannel.h"

namespace asq {

namespace typed {

template<typename T>
class SpawnedTaskOf : public SpawnedTask
{
public:
    /// Requires: isOver(), and asked once. Throws what the task threw.
    T take()
    {
        rethrow();
        if constexpr (!std::is_void_v<T>)
            return std::move(*m_task->handle().promise().result);
    }
    Messages shown() const override
    {
        Messages messages;
        if constexpr (!std::is_void_v<T>) {
            const std::optional<T> &given = m_task->handle().promise().result;
            if (given)
                messages.append(shownValue(*given));
        }
        return messages;
    }

protected:
    Messages result() override
    {
        if constexpr (std::is_void_v<T>)
            return {};
        else
            return returned(std::move(*m_task->handle().promise().result));
    }
    using SpawnedTask::SpawnedTask;
    ~SpawnedTaskOf() override = default;
    void begin(Task<T> task)
    {
        m_task.emplace(std::move(task));
        start(m_task->handle(), m_task->handle().promise());
    }
    void destroyFrame() noexcept override { m_task.reset(); }

private:
    std::optional<Task<T>> m_task;
};

/// With the closure that the frame may refer to.
template<typename T, typename F>
class SpawnedCall final : public SpawnedTaskOf<T>
{
public:
    SpawnedCall(Kernel &kernel, const Description &description, F &&callable)
        : SpawnedTaskOf<T>(kernel, description), m_callable(std::move(callable))
    {
        this->begin((*m_callable)());
    }
    ~SpawnedCall() override { SpawnedCall::destroyFrame(); }

private:
    void destroyFrame() noexcept override
    {
        SpawnedTaskOf<T>::destroyFrame();
        m_callable.reset();
    }
    std::optional<F> m_callable;
};

template<typename T>
struct ResultOf;
template<typename T>
struct ResultOf<Task<T>> {
    using Type = T;
};

} // namespace typed

/// A task that was spawned: `co_await` gives its result, or throws what it threw; sequence() is the same for others. One
/// of the two, once. Letting go of the handle lets the task run on; if it fails then, that is reported.
template<typename T = void>
class Spawned
{
public:
    explicit Spawned(Ref<typed::SpawnedTaskOf<T>> task) : m_task(std::move(task)) { m_task->addHandle(); }
    Spawned(Spawned &&other) noexcept = default;
    Spawned(const Spawned &) = delete;
    Spawned &operator=(const Spawned &) = delete;
    ~Spawned()
    {
        if (m_task)
            m_task->dropHandle();
    }
    bool isOver() const { return m_task->isOver(); }

    Sequence<T> sequence() const
        requires(!std::is_void_v<T>)
    {
        return Sequence<T>(m_task->sequence());
    }
    Sequence<> sequence() const
        requires std::is_void_v<T>
    {
        return Sequence<>(m_task->sequence());
    }

    /// For `co_await`: this outlives the wait.
    class Awaiter
    {
    public:
        Awaiter(typed::TaskContext &context, typed::SpawnedTaskOf<T> &task) : m_context(context), m_task(task) {}
        Awaiter(const Awaiter &) = delete;
        Awaiter &operator=(const Awaiter &) = delete;
        ~Awaiter()
        {
            if (std::exchange(m_isWaiting, false))
                m_wait.~JoinWait();
        }
        bool await_ready() const { return m_task.isOver(); }
        void await_suspend(std::coroutine_handle<>)
        {
            if (!m_context.waiter) {
                m_context.outcome.flow = m_task.sequence();
                return;
            }
            new (&m_wait) JoinWait(m_task, *m_context.waiter);
            m_isWaiting = true;
        }
        T await_resume()
        {
            m_context.error.reset(); // thrown here, as it was there
            return m_task.take();
        }

    private:
        typed::TaskContext &m_context;
        typed::SpawnedTaskOf<T> &m_task;
        union {
            JoinWait m_wait; ///< While m_isWaiting.
        };
        bool m_isWaiting = false;
    };
    Awaiter awaiter(typed::TaskContext &context) const { return Awaiter(context, *m_task); }

private:
    Ref<typed::SpawnedTaskOf<T>> m_task;
};

/// Runs f() → Task<T> from the next batch on, beside whoever runs now.
///
///     auto page = spawn(kernel, "page", [url] { return fetch(url); });
///     auto style = spawn(kernel, "style", [url] { return fetch(styleOf(url)); });
///     show(co_await page, co_await style);
template<typename F>
auto spawn(Kernel &kernel, const char *label, F callable,
           std::source_location location = std::source_location::current())
{
    using T = typename typed::ResultOf<std::invoke_result_t<F &>>::Type;
    Ref<typed::SpawnedTaskOf<T>> task = makeRef<typed::SpawnedCall<T, F>>(kernel,
                                                                          typed::describe(kernel, label, location),
                                                                          std::move(callable));
    return Spawned<T>(std::move(task));
}

} // namespace asq
