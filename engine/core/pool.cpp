// A general allocator spends 20 ns on a pair of calls, a quarter of what a step of a sequence costs; a list of free
// blocks 2. The rejected choice is an arena for each kernel: it would give memory back at once when the kernel ends, but
// what a program drops in the middle of a long run could not be used again without such lists in it.
//
// Objects of one kernel live on one thread, so the lists need no lock; a block that is released on another thread joins
// the lists there. A thread that ends leaves its free blocks to those that come to need some.
#include "core/pool.h"

#include <mutex>
#include <utility>

namespace asq {

#ifndef ASQ_PLAIN_MEMORY

thread_local constinit Pool::Block *Pool::s_free[Pool::Lists] = {};

/// What threads that ended have left.
class Pool::Estate
{
public:
    /// Never destroyed: objects may outlive everything static.
    static Estate &instance()
    {
        static Estate *const estate = new Estate;
        return *estate;
    }
    void add(Block **lists)
    {
        const std::scoped_lock lock(m_mutex);
        for (std::size_t index = 0; index < Lists; ++index) {
            Block *block = std::exchange(lists[index], nullptr);
            while (block) {
                Block *next = block->next;
                block->next = m_free[index];
                m_free[index] = block;
                block = next;
            }
        }
    }
    Block *take(std::size_t index)
    {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_free[index], nullptr);
    }

private:
    std::mutex m_mutex;
    Block *m_free[Lists] = {};
};

struct Pool::Testament {
    ~Testament() { Estate::instance().add(s_free); }
    void touch() {}
};

void Pool::refill(std::size_t index)
{
    static thread_local Testament testament;
    testament.touch();
    s_free[index] = Estate::instance().take(index);
    if (s_free[index])
        return;
    constexpr std::size_t slabSize = 32 * 1024;
    const std::size_t size = index * Grain;
    auto *slab = static_cast<std::byte *>(::operator new(slabSize));
    // The first of the slab is handed out first, so that what is made together lies together.
    for (std::size_t at = slabSize / size; at-- > 0;)
        s_free[index] = new (slab + at * size) Block{s_free[index]};
}

#endif

} // namespace asq
