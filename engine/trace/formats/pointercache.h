#pragma once

#include <QtGlobal>

#include <array>

namespace asq::trace {

/// Remembers where the values of a few keys are, in front of a map whose values stay where they are: readers ask for the
/// same few again and again, millions of times.
template<typename T>
class PointerCache
{
public:
    /// The value of `key`, which `look` finds (and makes) when it is not remembered.
    template<typename Look>
    T &value(quint64 key, Look look)
    {
        Entry &entry = m_entries[std::size_t((key * 0x9e3779b97f4a7c15) >> (64 - Bits))];
        if (!entry.value || entry.key != key)
            entry = {key, look()};
        return *entry.value;
    }

private:
    static constexpr int Bits = 6;
    struct Entry {
        quint64 key = 0;
        T *value = nullptr;
    };
    std::array<Entry, 1 << Bits> m_entries = {};
};

} // namespace asq::trace
