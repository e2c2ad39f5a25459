#pragma once

#include "trace/tracebuilder.h"

#include <QByteArrayView>

#include <vector>

namespace asq::trace {

/// Finds the strings of a TraceBuilder by their UTF-8, so that a reader converts each once, however often it comes.
class ByteStrings
{
public:
    /// Requires: `builder` outlives this.
    explicit ByteStrings(TraceBuilder *builder) : m_builder(builder), m_places(1024) {}

    StringId intern(QByteArrayView utf8);

private:
    /// Where a string stands: half a cache line of these is looked at for one, and then its bytes.
    struct Place {
        quint64 begin = 0; ///< In m_bytes.
        quint32 hash = 0;  ///< The upper half; the lower one leads here.
        quint32 size = 0;  ///< 0: nothing is here.
        StringId id = StringId::Empty;
    };
    StringId add(QByteArrayView utf8);
    void grow();

    TraceBuilder *m_builder;
    std::vector<Place> m_places; ///< Open addressing; a power of two.
    std::vector<char> m_bytes;   ///< All of them, one behind the other.
    std::size_t m_count = 0;
    qsizetype m_stringsThen = 1; ///< The builder's strings after the last one was added here.
};

} // namespace asq::trace
