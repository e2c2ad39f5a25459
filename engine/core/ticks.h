#pragma once

#include "core/observer.h"
#include "core/refcounted.h"

/// Of what is called beside code that is short otherwise: all registers come back as they were, so that the caller need not
/// save any for its sake. RARELY: that is seldom.
#if defined(__clang__) && (defined(__x86_64__) || defined(__aarch64__))
#define ASQ_ASIDE __attribute__((noinline, preserve_most))
#else
#define ASQ_ASIDE __attribute__((noinline))
#endif
#define ASQ_RARELY ASQ_ASIDE __attribute__((cold))

namespace asq {

class Executor;

/// Something that the executor runs once for each time it was posted.
class Runnable : public RefCounted
{
public:
    /// `cause` is the event that led to the post.
    virtual void run(EventId cause) = 0;
    /// run() so often, unless the executor is stopped meanwhile; nobody looks at single ticks.
    virtual void runTimes(EventId cause, quint32 count, const Executor &executor);
    /// Who runs, for choice points.
    virtual EntityId entity() const { return EntityId::None; }

private:
    friend class Executor;
    quint32 m_keptIn = 0; ///< The round in which the executor last kept its place; see Executor::postLater.
};

/// One entry of a queue of ticks, which counts as a reference to its job. Two words, passed by value: what is written as a
/// word is read as one, or the processor waits for it.
class Tick
{
public:
    static constexpr quint32 Most = 0x10000;

    Tick() = default;
    Tick(Runnable *job, EventId cause, quint64 round) : m_job(job), m_rest(round << 48 | quint64(cause)) {}
    Runnable *job() const { return m_job; }
    EventId cause() const { return EventId(quint32(m_rest)); }
    /// So many ticks in a row.
    quint32 count() const { return (quint32(m_rest >> 32) & (Most - 1)) + 1; }
    /// Of rounds that are near enough, that it is for this one.
    bool isFor(quint64 round) const { return m_rest >> 48 == (round & (Most - 1)); }
    /// In one comparison: 0, it is for this round; less than Most, so many more are; else it is for a later one.
    quint32 toCome(quint64 round) const { return quint32(m_rest >> 32) ^ quint32(round << 16); }
    /// In how many rounds it is to run.
    quint32 roundsAfter(quint64 round) const { return quint32((m_rest >> 48) - round) & (Most - 1); }
    Tick single() const { return Tick(m_job, m_rest & ~CountBits); }
    /// One more of the same, if that is the same.
    bool repeats(Tick other)
    {
        if (m_job != other.m_job || ((m_rest ^ other.m_rest) & ~CountBits) != 0 || count() == Most)
            return false;
        m_rest += quint64(1) << 32;
        return true;
    }

private:
    static constexpr quint64 CountBits = quint64(Most - 1) << 32;
    Tick(Runnable *job, quint64 rest) : m_job(job), m_rest(rest) {}

    Runnable *m_job;
    quint64 m_rest; ///< From the lowest bit: 32 for the cause, 16 for the count without the first, 16 of the round.
};

/// Where ticks wait: a batch in front, and what is posted for the next one behind it. They move down when the end of
/// the room is reached, so that neither end has to be wrapped.
class TickLine
{
public:
    TickLine() = default;
    TickLine(const TickLine &) = delete;
    TickLine &operator=(const TickLine &) = delete;
    ~TickLine() { delete[] m_room; }

    /// Nothing is posted for the next batch.
    bool isEmpty() const { return m_end == m_batchEnd; }
    std::size_t size() const { return std::size_t(m_end - m_batchEnd); }
    /// Of what is posted. Requires: index < size().
    Tick &at(std::size_t index) const { return m_batchEnd[index]; }
    Tick &last() const { return m_end[-1]; }
    void append(Tick tick)
    {
        if (m_end == m_limit) [[unlikely]]
            makeRoom();
        *m_end++ = tick;
    }
    /// While it is open there may be room for another one that nobody has to be told of.
    bool isRoomFree() const { return m_end < m_openLimit; }
    void setOpen(bool isOpen)
    {
        m_isOpen = isOpen;
        m_openLimit = isOpen ? m_limit : nullptr;
    }
    /// Requires: isRoomFree().
    void appendFreely(Tick tick) { *m_end++ = tick; }
    /// What was posted is the batch. Requires: the batch before is over.
    void beginBatch() { m_batchEnd = m_end; }
    bool isBatchOver() const { return m_at == m_batchEnd; }
    /// Of the batch. Requires: !isBatchOver().
    Tick takeFirst() { return *m_at++; }
    /// Lets go of everything.
    void drop();

private:
    ASQ_RARELY void makeRoom();

    Tick *m_at = nullptr;
    Tick *m_batchEnd = nullptr;
    Tick *m_end = nullptr;
    Tick *m_limit = nullptr;
    Tick *m_openLimit = nullptr; ///< Null while it is not open.
    Tick *m_room = nullptr;
    bool m_isOpen = false;
};

} // namespace asq
