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
    struct Place {
        quint64 hash = 0;
        StringId id = StringId::Empty;
    };
    void grow();

    TraceBuilder *m_builder;
    std::vector<Place> m_places; ///< Open addressing; a power of two.
    std::size_t m_count = 0;
};

} // namespace asq::trace
