#pragma once

#include <array>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <memory>
#include <utility>
#include <vector>

/// What the same operations take without semantics, as a peer that a slow or busy machine slows as much as ours: plain
/// coroutines, a ring of handles that runs them, and channels with room for one who waits at each side. No order to keep,
/// no errors, no closing, nobody who watches, no end before the end; and whoever finds the other side waiting goes on at
/// once, without a turn of its own.
namespace raw {

class RunQueue
{
public:
    void post(std::coroutine_handle<> handle) { m_slots[m_end++ % m_slots.size()] = handle; }
    void run()
    {
        while (m_at != m_end)
            m_slots[m_at++ % m_slots.size()].resume();
    }

private:
    std::array<std::coroutine_handle<>, 1024> m_slots;
    std::size_t m_at = 0;
    std::size_t m_end = 0;
};

/// Runs from when it is posted until its end.
struct Routine {
    struct promise_type {
        Routine get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
    std::coroutine_handle<> handle;
};

/// Runs beside whoever awaits it: begins in a turn of its own, and so does what goes on after it.
class Child
{
public:
    struct promise_type {
        Child get_return_object() { return Child(std::coroutine_handle<promise_type>::from_promise(*this)); }
        std::suspend_always initial_suspend() noexcept { return {}; }
        struct End {
            bool await_ready() noexcept { return false; }
            void await_suspend(std::coroutine_handle<promise_type> handle) noexcept
            {
                handle.promise().queue->post(handle.promise().parent);
            }
            void await_resume() noexcept {}
        };
        End final_suspend() noexcept { return {}; }
        void return_value(int value) { result = value; }
        void unhandled_exception() { std::terminate(); }
        RunQueue *queue = nullptr;
        std::coroutine_handle<> parent;
        int result = 0;
    };
    explicit Child(std::coroutine_handle<promise_type> handle) : m_handle(handle) {}
    Child(const Child &) = delete;
    Child &operator=(const Child &) = delete;
    ~Child() { m_handle.destroy(); }
    Child &&in(RunQueue &queue) &&
    {
        m_handle.promise().queue = &queue;
        queue.post(m_handle);
        return std::move(*this);
    }
    bool await_ready() { return false; }
    void await_suspend(std::coroutine_handle<> parent) { m_handle.promise().parent = parent; }
    int await_resume() { return m_handle.promise().result; }

private:
    std::coroutine_handle<promise_type> m_handle;
};

class Channel
{
public:
    explicit Channel(RunQueue &queue, std::size_t bufferSize = 0)
        : m_queue(queue), m_mask(bufferSize - 1), m_room(bufferSize), m_buffer(bufferSize)
    {
    }

    struct Put {
        Channel &channel;
        int value;
        std::coroutine_handle<> handle = nullptr;
        bool await_ready()
        {
            if (channel.m_taker)
                return channel.give(value);
            if (channel.m_end - channel.m_at == channel.m_room)
                return false;
            channel.m_buffer[channel.m_end++ & channel.m_mask] = value;
            return true;
        }
        void await_suspend(std::coroutine_handle<> waiting)
        {
            handle = waiting;
            channel.m_putter = this;
        }
        void await_resume() {}
    };
    struct Taker {
        int value = 0;
        std::coroutine_handle<> handle = nullptr;
        Channel *const *channels = nullptr;
        std::size_t count = 0;
    };
    /// From whichever of these has something first.
    template<std::size_t N>
    struct Take {
        std::array<Channel *, N> channels;
        Taker taker = {};
        bool await_ready()
        {
            for (Channel *channel : channels) {
                if (channel->takes(taker.value))
                    return true;
            }
            return false;
        }
        void await_suspend(std::coroutine_handle<> waiting)
        {
            taker.handle = waiting;
            taker.channels = channels.data();
            taker.count = N;
            for (Channel *channel : channels)
                channel->m_taker = &taker;
        }
        int await_resume() { return taker.value; }
    };
    Put put(int value) { return {*this, value}; }
    Take<1> take() { return {{this}}; }
    static Take<2> takeAny(Channel &first, Channel &second) { return {{&first, &second}}; }

private:
    bool takes(int &value)
    {
        if (m_at != m_end) {
            value = m_buffer[m_at++ & m_mask];
            return true;
        }
        if (!m_putter)
            return false;
        value = m_putter->value;
        m_queue.post(std::exchange(m_putter, nullptr)->handle);
        return true;
    }
    bool give(int value)
    {
        Taker &taker = *m_taker;
        for (std::size_t i = 0; i < taker.count; ++i)
            taker.channels[i]->m_taker = nullptr;
        taker.value = value;
        m_queue.post(taker.handle);
        return true;
    }

    RunQueue &m_queue;
    Put *m_putter = nullptr;
    Taker *m_taker = nullptr;
    std::size_t m_at = 0;
    std::size_t m_end = 0;
    std::size_t m_mask;
    std::size_t m_room;
    std::vector<int> m_buffer;
};

/// Callables in a row, each of which gets what the one before gave, in a turn of its own.
class Chain
{
public:
    template<typename F>
    void append(F callable)
    {
        m_links.push_back(std::make_unique<LinkOf<F>>(std::move(callable)));
    }
    int run()
    {
        int value = 0;
        for (std::unique_ptr<Link> &link : m_links) {
            value = link->run(value);
            link.reset();
        }
        return value;
    }

private:
    struct Link {
        virtual ~Link() = default;
        virtual int run(int value) = 0;
    };
    template<typename F>
    struct LinkOf final : Link {
        explicit LinkOf(F given) : callable(std::move(given)) {}
        int run(int value) override { return callable(value); }
        F callable;
    };
    std::vector<std::unique_ptr<Link>> m_links;
};

} // namespace raw
