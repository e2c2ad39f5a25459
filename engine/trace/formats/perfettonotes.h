#pragma once

#include "trace/formats/perfettosequence.h"

#include <string>

namespace asq::trace {

/// A summary of annotations, for people, within a budget: `url="/index" size=12 headers={host="a"}`.
class PerfettoNotes
{
public:
    /// In bytes; what is longer is cut and ends in "…".
    static constexpr qsizetype Longest = 200;

    /// Appends to `out`. `sequence` resolves what is interned.
    PerfettoNotes(PerfettoSequence &sequence, std::string *out)
        : m_sequence(sequence), m_out(*out), m_limit(out->size() + std::size_t(Longest))
    {
    }

    /// One annotation, as it stands in the file.
    void add(QByteArrayView annotation) { addEntry(annotation, 0); }
    /// A text under a name.
    void add(QByteArrayView name, QByteArrayView text);

private:
    static constexpr int Deepest = 4;

    void put(QByteArrayView text);
    void putQuoted(QByteArrayView text);
    void addEntry(QByteArrayView annotation, int depth);
    void addValue(QByteArrayView annotation, int depth);
    void addNested(QByteArrayView value, int depth);

    PerfettoSequence &m_sequence;
    std::string &m_out;
    const std::size_t m_limit;
    bool m_isFull = false;
};

} // namespace asq::trace
