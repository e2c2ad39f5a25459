#pragma once

#include <QtGlobal>

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <type_traits>
#include <vector>

class QFile;

namespace asq::analysis {

/// Memory for arrays that are written once and seldom read: in a file without a name that is mapped, so that the system can
/// take the pages back while nobody reads them. Where there can be no such file, or its disk is full, on the heap.
/// What was kept lives as long as this.
class ScratchMemory
{
public:
    ScratchMemory();
    ~ScratchMemory();
    ScratchMemory(ScratchMemory &&) noexcept;
    ScratchMemory &operator=(ScratchMemory &&) noexcept;

    /// A copy of `list`.
    template<typename T>
    std::span<const T> keep(const std::vector<T> &list)
    {
        static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= Alignment);
        if (list.empty())
            return {};
        std::byte *const place = allocate(list.size() * sizeof(T));
        std::memcpy(place, list.data(), list.size() * sizeof(T));
        return {reinterpret_cast<const T *>(place), list.size()};
    }
    /// All that was kept, in bytes.
    qint64 size() const { return m_size; }

private:
    static constexpr std::size_t Alignment = 8;
    static constexpr std::size_t PieceBytes = std::size_t(1) << 22;

    std::byte *allocate(std::size_t bytes);
    std::byte *mapped(std::size_t bytes);
    void release();

    std::shared_ptr<QFile> m_file;
    qint64 m_fileSize = 0;
    std::vector<std::span<std::byte>> m_mapped; ///< Of the file.
    std::vector<std::unique_ptr<std::byte[]>> m_heap;
    std::byte *m_next = nullptr; ///< In the piece that is being filled.
    std::size_t m_left = 0;
    qint64 m_size = 0;
};

} // namespace asq::analysis
