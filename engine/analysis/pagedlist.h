#pragma once

#include <QList>

#include <algorithm>
#include <array>
#include <memory>

namespace asq::analysis {

/// A list whose copies share all that they have not changed, page by page: copying costs one pointer a page, changing an
/// element at most a copy of its page. For states that are kept at many instants and differ in few elements.
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
        return m_pages.at(i / PageSize)->at(std::size_t(i % PageSize));
    }
    /// Requires: 0 <= i < size().
    T &operator[](qsizetype i)
    {
        Q_ASSERT(i >= 0 && i < m_size);
        std::shared_ptr<Page> &page = m_pages[i / PageSize];
        if (page.use_count() > 1)
            page = std::make_shared<Page>(*page);
        return (*page)[std::size_t(i % PageSize)];
    }
    /// The element, or a default one beyond the end.
    T value(qsizetype i) const { return i < m_size ? at(i) : T(); }
    /// Adds default elements at the end, up to `size` of them; nothing when there are as many.
    void growTo(qsizetype size)
    {
        m_size = std::max(m_size, size);
        while (m_pages.size() * PageSize < size)
            m_pages.append(std::make_shared<Page>());
    }

    friend bool operator==(const PagedList &a, const PagedList &b)
    {
        if (a.m_size != b.m_size)
            return false;
        for (qsizetype i = 0; i < a.m_pages.size(); ++i) {
            // Beyond the end all elements are default ones.
            if (a.m_pages.at(i) != b.m_pages.at(i) && *a.m_pages.at(i) != *b.m_pages.at(i))
                return false;
        }
        return true;
    }

private:
    static constexpr qsizetype PageSize = 32;
    using Page = std::array<T, PageSize>;
    QList<std::shared_ptr<Page>> m_pages;
    qsizetype m_size = 0;
};

} // namespace asq::analysis
