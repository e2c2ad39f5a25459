#pragma once

#include <QtGlobal>

#include <algorithm>
#include <initializer_list>
#include <memory>

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
    struct Block {
        explicit Block(qsizetype size) : elements(new T[std::size_t(size)]), capacity(size) {}
        std::unique_ptr<T[]> elements;
        qsizetype capacity;
        qsizetype used = 0; ///< Of the longest of the lists that share this.
    };
    void moveToOwnBlock(qsizetype capacity)
    {
        const std::shared_ptr<Block> block = std::make_shared<Block>(capacity);
        std::copy(begin(), end(), block->elements.get());
        block->used = m_size;
        m_block = block;
    }

    std::shared_ptr<Block> m_block;
    qsizetype m_size = 0;
};

} // namespace asq::trace
