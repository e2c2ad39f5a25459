#pragma once

#include "trace/event.h"

#include <QByteArrayView>

#include <cstdlib>
#include <memory>
#include <vector>

namespace asq::trace {

/// Interns texts by their UTF-8: each different one gets the next id, from 1; the empty one has StringId::Empty. About
/// twenty-five bytes for each beside its own: ten million of them must fit where their recording does not.
class ByteStrings
{
public:
    ByteStrings();

    StringId intern(QByteArrayView utf8);
    /// Valid until the next intern(). Requires: `id` was given by intern().
    QByteArrayView bytes(StringId id) const
    {
        const quint64 begin = m_ends[index(id) - (id == StringId::Empty ? 0 : 1)];
        return {m_bytes.get() + begin, qsizetype(m_ends[index(id)] - begin)};
    }
    /// Counts the empty one.
    std::size_t count() const { return m_ends.size(); }

private:
    /// The hash leads here, and tells nearly all others apart.
    struct Place {
        quint32 hash = 0;
        StringId id = StringId::Empty; ///< Empty: nothing is here.
    };
    struct Freed {
        void operator()(char *bytes) const { std::free(bytes); }
    };
    StringId add(QByteArrayView utf8);
    void grow();

    std::vector<Place> m_places; ///< Open addressing; a power of two.
    std::vector<quint64> m_ends; ///< By id: where it ends, and the next one begins.
    std::unique_ptr<char, Freed> m_bytes; ///< All of them, one behind the other; grown by moving pages, not bytes.
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

} // namespace asq::trace
