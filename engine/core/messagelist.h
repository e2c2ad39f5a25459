#pragma once

#include "core/value.h"

#include <algorithm>
#include <cstring>
#include <initializer_list>
#include <memory>

namespace asq {

/// The messages that pass from one step to the next. Two fit without an allocation, and moving a list copies its bytes.
class Messages
{
public:
    static constexpr qsizetype InlineCount = 2;
    using value_type = Value;
    using iterator = Value *;
    using const_iterator = const Value *;

    Messages() noexcept {}
    Messages(std::initializer_list<Value> values)
    {
        reserve(qsizetype(values.size()));
        for (const Value &value : values)
            append(value);
    }
    Messages(const Messages &other) { copyFrom(other); }
    Messages(Messages &&other) noexcept { moveFrom(other); }
    Messages &operator=(const Messages &other)
    {
        if (this != &other) {
            clear();
            copyFrom(other);
        }
        return *this;
    }
    Messages &operator=(Messages &&other) noexcept
    {
        if (this != &other) {
            drop();
            moveFrom(other);
        }
        return *this;
    }
    ~Messages() { drop(); }

    qsizetype size() const noexcept { return m_size; }
    bool isEmpty() const noexcept { return m_size == 0; }
    Value *data() noexcept { return m_heap ? m_heap : inlined(); }
    const Value *data() const noexcept { return const_cast<Messages *>(this)->data(); }
    const Value *constData() const noexcept { return data(); }
    iterator begin() noexcept { return data(); }
    iterator end() noexcept { return data() + m_size; }
    const_iterator begin() const noexcept { return data(); }
    const_iterator end() const noexcept { return data() + m_size; }
    const_iterator cbegin() const noexcept { return data(); }
    const_iterator cend() const noexcept { return data() + m_size; }

    /// Requires: 0 <= index < size().
    const Value &at(qsizetype index) const noexcept
    {
        Q_ASSERT(index >= 0 && index < m_size);
        return data()[index];
    }
    Value &operator[](qsizetype index) noexcept
    {
        Q_ASSERT(index >= 0 && index < m_size);
        return data()[index];
    }
    const Value &operator[](qsizetype index) const noexcept { return at(index); }
    /// The message, or undefined where there is none.
    Value value(qsizetype index) const { return index >= 0 && index < m_size ? data()[index] : Value(); }
    Value &front() noexcept { return (*this)[0]; }
    const Value &front() const noexcept { return at(0); }
    const Value &first() const noexcept { return at(0); }
    Value &back() noexcept { return (*this)[m_size - 1]; }
    const Value &last() const noexcept { return at(m_size - 1); }

    void append(Value value)
    {
        if (m_size == m_capacity)
            reserve(m_size * 2);
        new (data() + m_size) Value(std::move(value));
        ++m_size;
    }
    void reserve(qsizetype capacity);
    /// Requires: !isEmpty().
    Value takeFirst()
    {
        Value *values = data();
        Value first = std::move(values[0]);
        --m_size;
        // The first holds nothing any more: the others move over it.
        std::memmove(static_cast<void *>(values), values + 1, std::size_t(m_size) * sizeof(Value));
        return first;
    }
    /// What is new is undefined.
    void resize(qsizetype size)
    {
        reserve(size);
        if (size < m_size)
            std::destroy(data() + size, data() + m_size);
        else
            std::uninitialized_value_construct(data() + m_size, data() + size);
        m_size = quint32(size);
    }
    void clear() noexcept
    {
        std::destroy_n(data(), m_size);
        m_size = 0;
    }

private:
    Value *inlined() noexcept { return std::launder(reinterpret_cast<Value *>(m_inline)); }
    void drop() noexcept
    {
        clear();
        if (m_heap)
            release();
    }
    void release() noexcept;
    void moveFrom(Messages &other) noexcept
    {
        std::memcpy(static_cast<void *>(m_inline), other.m_inline, sizeof m_inline);
        m_heap = std::exchange(other.m_heap, nullptr);
        m_size = std::exchange(other.m_size, 0);
        m_capacity = std::exchange(other.m_capacity, quint32(InlineCount));
    }
    void copyFrom(const Messages &other)
    {
        reserve(other.m_size);
        std::uninitialized_copy_n(other.data(), other.m_size, data());
        m_size = other.m_size;
    }

    Value *m_heap = nullptr;
    quint32 m_size = 0;
    quint32 m_capacity = InlineCount;
    alignas(Value) std::byte m_inline[InlineCount * sizeof(Value)];
};

} // namespace asq

Q_DECLARE_TYPEINFO(asq::Messages, Q_RELOCATABLE_TYPE);
