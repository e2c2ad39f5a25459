#include "analysis/scratchmemory.h"

#include "trace/formats/scratchfile.h"

#include <QFile>

#include <fcntl.h>
#include <sys/mman.h>

#include <algorithm>
#include <utility>

namespace asq::analysis {

ScratchMemory::ScratchMemory() = default;

ScratchMemory::ScratchMemory(ScratchMemory &&other) noexcept : ScratchMemory()
{
    *this = std::move(other);
}

ScratchMemory::~ScratchMemory()
{
    release();
}

ScratchMemory &ScratchMemory::operator=(ScratchMemory &&other) noexcept
{
    if (this != &other) {
        release();
        m_file = std::move(other.m_file);
        m_fileSize = other.m_fileSize;
        m_mapped = std::exchange(other.m_mapped, {});
        m_heap = std::move(other.m_heap);
        m_next = other.m_next;
        m_left = std::exchange(other.m_left, 0);
        m_size = other.m_size;
    }
    return *this;
}

std::byte *ScratchMemory::allocate(std::size_t bytes)
{
    bytes = (bytes + Alignment - 1) / Alignment * Alignment;
    if (bytes > m_left) {
        const std::size_t piece = std::max(bytes, PieceBytes);
        m_next = mapped(piece);
        if (!m_next) {
            m_heap.push_back(std::make_unique_for_overwrite<std::byte[]>(piece));
            m_next = m_heap.back().get();
        }
        m_left = piece;
    }
    std::byte *const place = m_next;
    m_next += bytes;
    m_left -= bytes;
    m_size += qint64(bytes);
    return place;
}

// The disk is asked for the room first: a page that finds none when it is written would end the program.
std::byte *ScratchMemory::mapped(std::size_t bytes)
{
    if (!m_file && m_fileSize == 0)
        m_file = trace::makeScratchFile();
    if (!m_file || ::posix_fallocate(m_file->handle(), off_t(m_fileSize), off_t(bytes)) != 0)
        return nullptr;
    void *const place = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, m_file->handle(), off_t(m_fileSize));
    if (place == MAP_FAILED)
        return nullptr;
    m_fileSize += qint64(bytes);
    m_mapped.emplace_back(static_cast<std::byte *>(place), bytes);
    return m_mapped.back().data();
}

void ScratchMemory::release()
{
    for (const std::span<std::byte> piece : std::exchange(m_mapped, {}))
        ::munmap(piece.data(), piece.size());
}

} // namespace asq::analysis
