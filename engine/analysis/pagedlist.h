#pragma once

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <memory>

namespace asq::analysis {

/// A list whose copies share all that they have not changed: copying costs a pointer however long the list is, changing an
/// element at most a copy of its page and of the few nodes above that. For states that are kept at many instants and
/// differ in few elements.
///
/// Not for several threads at once, copies included.
template<typename T>
class PagedList
{
public:
    qsizetype size() const { return m_size; }
    /// Requires: 0 <= i < size().
    const T &at(qsizetype i) const
    {
        Q_ASSERT(i >= 0 && i < m_size);
        return pageAt(i / PageSize)[std::size_t(i % PageSize)];
    }
    /// Requires: 0 <= i < size().
    T &operator[](qsizetype i)
    {
        Q_ASSERT(i >= 0 && i < m_size);
        std::shared_ptr<void> *place = &m_root;
        for (int level = m_levels; level > 0; --level)
            place = &own<Node>(*place)[childOf(i / PageSize, level)];
        return own<Page>(*place)[std::size_t(i % PageSize)];
    }
    /// The element, or a default one beyond the end.
    T value(qsizetype i) const { return i < m_size ? at(i) : T(); }
    /// Adds default elements at the end, up to `size` of them; nothing when there are as many.
    void growTo(qsizetype size)
    {
        m_size = std::max(m_size, size);
        while (PageSize << (Bits * m_levels) < m_size) {
            ++m_levels;
            if (m_root) {
                auto above = std::make_shared<Node>();
                above->front() = std::move(m_root);
                m_root = std::move(above);
            }
        }
    }

    friend bool operator==(const PagedList &a, const PagedList &b)
    {
        if (a.m_size != b.m_size)
            return false;
        for (qsizetype page = 0; page * PageSize < a.m_size; ++page) {
            // Beyond the end all elements are default ones.
            const Page &one = a.pageAt(page);
            const Page &other = b.pageAt(page);
            if (&one != &other && one != other)
                return false;
        }
        return true;
    }

private:
    static constexpr qsizetype PageSize = 32;
    static constexpr int Bits = 6; ///< Of a page's number, for each level of nodes.
    using Page = std::array<T, PageSize>;
    using Node = std::array<std::shared_ptr<void>, std::size_t(1) << Bits>; ///< Of nodes, or on level 1 of pages.

    static std::size_t childOf(qsizetype page, int level)
    {
        return std::size_t(page >> (Bits * (level - 1))) % (std::size_t(1) << Bits);
    }
    /// What `place` points to, made or copied if it is not there or not this list's alone. It is alone when all above it
    /// is, and nobody else points to it.
    template<typename Content>
    static Content &own(std::shared_ptr<void> &place)
    {
        if (!place)
            place = std::make_shared<Content>();
        else if (place.use_count() > 1)
            place = std::make_shared<Content>(*static_cast<const Content *>(place.get()));
        return *static_cast<Content *>(place.get());
    }
    const Page &pageAt(qsizetype page) const
    {
        static const Page none = {};
        const std::shared_ptr<void> *place = &m_root;
        for (int level = m_levels; level > 0 && *place; --level)
            place = &(*static_cast<const Node *>(place->get()))[childOf(page, level)];
        return *place ? *static_cast<const Page *>(place->get()) : none;
    }

    std::shared_ptr<void>
        m_root; ///< A page, or with m_levels above 0 a node. Null, here and in nodes: all are default.
    qsizetype m_size = 0;
    int m_levels = 0;
};

} // namespace asq::analysis
