#pragma once

#include <QtGlobal>

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace asq {

/// First in, first out, with room at both ends: a ring that grows by doubling and takes no memory before the first
/// element. (A std::deque takes 600 bytes when it is made, more than a whole sequence.)
template<typename T>
class Fifo
{
    static_assert(std::is_nothrow_move_constructible_v<T>);

public:
    Fifo() noexcept = default;
    Fifo(Fifo &&other) noexcept
        : m_slots(std::exchange(other.m_slots, nullptr)), m_capacity(std::exchange(other.m_capacity, 0)),
          m_head(std::exchange(other.m_head, 0)), m_size(std::exchange(other.m_size, 0))
    {
    }
    Fifo &operator=(Fifo other) noexcept
    {
        std::swap(m_slots, other.m_slots);
        std::swap(m_capacity, other.m_capacity);
        std::swap(m_head, other.m_head);
        std::swap(m_size, other.m_size);
        return *this;
    }
    Fifo(const Fifo &) = delete;
    ~Fifo()
    {
        clear();
        std::allocator<T>().deallocate(m_slots, m_capacity);
    }

    bool empty() const noexcept { return m_size == 0; }
    std::size_t size() const noexcept { return m_size; }
    /// Requires: index < size(). The oldest is 0.
    T &operator[](std::size_t index) noexcept { return *slot(index); }
    const T &operator[](std::size_t index) const noexcept { return *slot(index); }
    /// Requires: !empty().
    T &front() noexcept { return *slot(0); }
    const T &front() const noexcept { return *slot(0); }
    T &back() noexcept { return *slot(m_size - 1); }

    void push_back(T element)
    {
        if (m_size == m_capacity) [[unlikely]]
            grow();
        new (slot(m_size)) T(std::move(element));
        ++m_size;
    }
    void push_front(T element)
    {
        if (m_size == m_capacity)
            grow();
        m_head = (m_head - 1) & (m_capacity - 1);
        new (slot(0)) T(std::move(element));
        ++m_size;
    }
    /// Removes the oldest and gives it. Requires: !empty().
    T take_front() noexcept
    {
        T *first = slot(0);
        T taken(std::move(*first));
        first->~T();
        m_head = (m_head + 1) & (m_capacity - 1);
        --m_size;
        return taken;
    }
    void pop_front() noexcept { take_front(); }
    /// What an element's destructor appends meanwhile is cleared too.
    void clear() noexcept
    {
        while (!empty())
            pop_front();
    }

    template<typename Owner, typename Element>
    class Cursor
    {
    public:
        Cursor(Owner *owner, std::size_t index) : m_owner(owner), m_index(index) {}
        Element &operator*() const { return (*m_owner)[m_index]; }
        Cursor &operator++()
        {
            ++m_index;
            return *this;
        }
        friend bool operator==(const Cursor &a, const Cursor &b) { return a.m_index == b.m_index; }

    private:
        Owner *m_owner;
        std::size_t m_index;
    };
    auto begin() { return Cursor<Fifo, T>(this, 0); }
    auto end() { return Cursor<Fifo, T>(this, m_size); }
    auto begin() const { return Cursor<const Fifo, const T>(this, 0); }
    auto end() const { return Cursor<const Fifo, const T>(this, m_size); }

private:
    T *slot(std::size_t index) const noexcept { return m_slots + ((m_head + index) & (m_capacity - 1)); }
    Q_NEVER_INLINE void grow()
    {
        const std::size_t capacity = m_capacity == 0 ? 2 : m_capacity * 2; // A power of two, so that a mask wraps.
        T *room = std::allocator<T>().allocate(capacity);
        for (std::size_t i = 0; i < m_size; ++i) {
            T *from = slot(i);
            new (room + i) T(std::move(*from));
            from->~T();
        }
        std::allocator<T>().deallocate(m_slots, m_capacity);
        m_slots = room;
        m_capacity = capacity;
        m_head = 0;
    }

    T *m_slots = nullptr;
    std::size_t m_capacity = 0;
    std::size_t m_head = 0;
    std::size_t m_size = 0;
};

} // namespace asq
