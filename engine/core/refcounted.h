#pragma once

#include "core/pool.h"

#include <QtGlobal>

#include <utility>

namespace asq {

/// Base of what the kernel shares by intrusive, non-atomic reference counts: everything of one kernel lives on one
/// thread.
class RefCounted
{
public:
    RefCounted() = default;
    RefCounted(const RefCounted &) = delete;
    RefCounted &operator=(const RefCounted &) = delete;

    static void *operator new(std::size_t size) { return Pool::allocate(size); }
    static void operator delete(void *memory, std::size_t size) noexcept { Pool::release(memory, size); }

    void ref() const noexcept { ++m_references; }
    void deref() const noexcept
    {
        if (--m_references == 0)
            delete this;
    }

protected:
    virtual ~RefCounted() = default;

private:
    mutable quint32 m_references = 0;
};

/// Shares a RefCounted. One pointer wide.
template<typename T>
class Ref
{
public:
    Ref() noexcept = default;
    Ref(std::nullptr_t) noexcept {}
    explicit Ref(T *object) noexcept : m_object(object)
    {
        if (m_object)
            m_object->ref();
    }
    Ref(const Ref &other) noexcept : Ref(other.m_object) {}
    Ref(Ref &&other) noexcept : m_object(std::exchange(other.m_object, nullptr)) {}
    template<typename U>
        requires std::is_convertible_v<U *, T *>
    Ref(const Ref<U> &other) noexcept : Ref(other.get())
    {
    }
    ~Ref()
    {
        if (m_object)
            m_object->deref();
    }
    Ref &operator=(Ref other) noexcept
    {
        std::swap(m_object, other.m_object);
        return *this;
    }

    T *get() const noexcept { return m_object; }
    /// Gives the object away, with its count.
    T *release() noexcept { return std::exchange(m_object, nullptr); }
    T *operator->() const noexcept { return m_object; }
    T &operator*() const noexcept { return *m_object; }
    explicit operator bool() const noexcept { return m_object; }
    friend bool operator==(const Ref &a, const Ref &b) noexcept { return a.m_object == b.m_object; }

private:
    T *m_object = nullptr;
};

template<typename T, typename... Args>
Ref<T> makeRef(Args &&...args)
{
    static_assert(alignof(T) <= Pool::Grain);
    return Ref<T>(new T(std::forward<Args>(args)...));
}

} // namespace asq
