#pragma once

#include <QtGlobal>

#include <cstddef>
#include <new>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define ASQ_PLAIN_MEMORY
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define ASQ_PLAIN_MEMORY
#endif
#endif

namespace asq {

/// Memory of the small objects that the kernel makes and drops by the million: a list of free blocks for each size, one
/// set a thread. Blocks are cut from slabs and used again, never given back to the system. Under a
/// sanitizer it is plain new and delete, so that nothing hides from it.
class Pool
{
public:
    static constexpr std::size_t Grain = 16;
    static constexpr std::size_t Largest = 512;

#ifdef ASQ_PLAIN_MEMORY
    static void *allocate(std::size_t size) { return ::operator new(size); }
    static void release(void *memory, std::size_t size) noexcept { ::operator delete(memory, size); }
#else
    static void *allocate(std::size_t size)
    {
        if (size > Largest)
            return ::operator new(size);
        const std::size_t index = (size + Grain - 1) / Grain;
        Block *&first = s_free[index];
        if (!first) [[unlikely]]
            refill(index);
        Block *block = first;
        first = block->next;
        return block;
    }
    static void release(void *memory, std::size_t size) noexcept
    {
        if (size > Largest) {
            ::operator delete(memory, size);
            return;
        }
        const std::size_t index = (size + Grain - 1) / Grain;
        s_free[index] = new (memory) Block{s_free[index]};
    }
#endif

private:
    struct Block {
        Block *next;
    };
    class Estate;
    struct Testament;
    static constexpr std::size_t Lists = Largest / Grain + 1;
    static void refill(std::size_t index);
    static thread_local constinit Block *s_free[Lists];
};

} // namespace asq
