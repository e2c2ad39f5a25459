#pragma once

#include <QtGlobal>

#include <algorithm>
#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <new>
#include <type_traits>

namespace asq::trace {

/// A list that only grows at its end, and whose copies share its memory also while it grows: a copy is a pointer and a
/// size, and what comes after that size does not concern it. So a recording that goes on can be looked at many times a
/// second for nothing.
///
/// One copy at a time may be appended to (another one that is gets memory of its own); all others can be read meanwhile,
/// in other threads too.
template<typename T>
class GrowingList
{
public:
    using value_type = T;
    using const_iterator = const T *;

    GrowingList() = default;
    GrowingList(std::initializer_list<T> elements)
    {
        for (const T &element : elements)
            append(element);
    }

    qsizetype size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    /// Requires: 0 <= i < size().
    const T &at(qsizetype i) const
    {
        Q_ASSERT(i >= 0 && i < m_size);
        return m_block->elements[i];
    }
    const T &operator[](qsizetype i) const { return at(i); }
    /// Requires: !isEmpty().
    const T &first() const { return at(0); }
    const T &last() const { return at(m_size - 1); }
    const T &constFirst() const { return at(0); }
    const T &constLast() const { return at(m_size - 1); }
    const T *begin() const { return m_block ? m_block->elements.get() : nullptr; }
    const T *end() const { return begin() + m_size; }
    const T *cbegin() const { return begin(); }
    const T *cend() const { return end(); }

    void append(const T &element)
    {
        if (!m_block || m_block->used != m_size || m_size == m_block->capacity)
            moveToOwnBlock(std::max<qsizetype>(SmallestBlock, m_size + m_size / 2 + 1));
        m_block->elements[m_size] = element;
        m_block->used = ++m_size;
    }
    /// Makes room for so many elements at once.
    void reserve(qsizetype capacity)
    {
        if (!m_block || capacity > m_block->capacity)
            moveToOwnBlock(capacity);
    }
    /// Changes an element, in memory of its own when there are copies. Requires: 0 <= i < size().
    void replace(qsizetype i, const T &element)
    {
        Q_ASSERT(i >= 0 && i < m_size);
        if (m_block.use_count() > 1)
            moveToOwnBlock(m_block->capacity);
        m_block->elements[i] = element;
    }

    friend bool operator==(const GrowingList &a, const GrowingList &b)
    {
        return a.m_size == b.m_size && (a.m_block == b.m_block || std::equal(a.begin(), a.end(), b.begin()));
    }

private:
    static constexpr qsizetype SmallestBlock = 16;
    /// Elements that are plain bytes are neither touched before they are used nor copied when the block grows: a block of
    /// hundreds of megabytes gets its pages moved.
    static constexpr bool IsPlain = std::is_trivially_copyable_v<T>;
    struct Deleter {
        void operator()(T *elements) const
        {
            if constexpr (IsPlain)
                std::free(elements);
            else
                delete[] elements;
        }
    };
    struct Block {
        explicit Block(qsizetype size) : capacity(size)
        {
            if constexpr (IsPlain)
                resizePlain(size);
            else
                elements.reset(new T[std::size_t(size)]);
        }
        void resizePlain(qsizetype size)
        {
            void *const moved = std::realloc(static_cast<void *>(elements.get()), std::size_t(size) * sizeof(T));
            if (!moved)
                throw std::bad_alloc();
            (void)elements.release();
            elements.reset(static_cast<T *>(moved));
            capacity = size;
        }
        std::unique_ptr<T[], Deleter> elements;
        qsizetype capacity;
        qsizetype used = 0; ///< Of the longest of the lists that share this.
    };
    void moveToOwnBlock(qsizetype capacity)
    {
        if constexpr (IsPlain) {
            if (m_block && m_block.use_count() == 1) {
                m_block->resizePlain(capacity);
                m_block->used = m_size;
                return;
            }
        }
        const std::shared_ptr<Block> block = std::make_shared<Block>(capacity);
        std::copy(begin(), end(), block->elements.get());
        block->used = m_size;
        m_block = block;
    }

    std::shared_ptr<Block> m_block;
    qsizetype m_size = 0;
};

} // namespace asq::trace
