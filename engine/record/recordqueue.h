#pragma once

#include <QStringView>

#include <array>
#include <atomic>
#include <memory>
#include <utility>
#include <vector>

namespace asq::record {

/// One announcement as the program's thread leaves it behind: core's ids, raw ticks, and its text in the block.
/// Plain bytes, 48 of them.
struct Record {
    /// What the record tells beside the kinds of core's events.
    enum Special : quint8 {
        Birth = 0xfe, ///< other: the parent, count: the kind of the entity, text: the label.
        Gap = 0xff,   ///< count: announcements that found no room.
    };
    quint64 ticks;
    qint64 programTime;
    quint32 entity;
    quint32 other;
    quint32 cause;
    quint32 count;
    quint32 file;
    quint32 line;
    quint32 column;
    quint8 kind;
    quint8 reason;
    quint16 textLength; ///< UTF-16 units; texts follow each other in the block.
};
static_assert(sizeof(Record) == 48);

/// The way from the program's thread to the writer's: bounded memory, one producer, one consumer, no locks. The
/// consumer sees each record as soon as it is published, also those of a block that is not full, so that it needs no
/// help from a program that hangs in an endless loop.
class RecordQueue
{
public:
    static constexpr quint32 RecordsPerBlock = 1024;
    static constexpr quint32 TextPerBlock = 16 * 1024; ///< UTF-16 units.

    /// Holds about `memoryLimit` bytes (at least two blocks) of records that the consumer has not seen yet, and a
    /// quarter more for those that may use the reserve.
    explicit RecordQueue(qsizetype memoryLimit);
    ~RecordQueue();
    RecordQueue(const RecordQueue &) = delete;
    RecordQueue &operator=(const RecordQueue &) = delete;

    struct Slot {
        Record *record = nullptr; ///< Null: no room.
        char16_t *text = nullptr; ///< Room for the text that was asked for.
    };
    /// Producer: a place to write the next record to, or an empty one when memory is used up.
    /// Requires: textRoom <= TextPerBlock.
    Slot reserve(quint32 textRoom, bool mayUseReserve = false)
    {
        if (m_count == RecordsPerBlock || m_textUsed + textRoom > TextPerBlock) [[unlikely]] {
            if (!openBlock(mayUseReserve))
                return {};
        }
        return {&m_writing->records[m_count], &m_writing->text[m_textUsed]};
    }
    /// Producer: whether reserve() of a record without text need not open a block.
    bool hasRoomInBlock() const { return m_count < RecordsPerBlock; }
    /// Producer: that record's place. Requires: hasRoomInBlock().
    Record *reserveInBlock() { return &m_writing->records[m_count]; }
    /// Producer: what stands in the reserved place may be read from now on. `textLength` is that of the record.
    void publish(quint32 textLength)
    {
        m_textUsed += textLength;
        ++m_count;
        m_writing->published.store(m_count, std::memory_order_release);
    }
    /// Any thread: no more records than this wait at a time.
    std::size_t capacity() const { return m_reserveLimit * RecordsPerBlock; }
    /// Producer: true once each time so many blocks were filled that the consumer is worth waking. Waking it costs
    /// microseconds, which only some thousands of records together can bear.
    bool takeWakeHint() { return m_wakeHint && std::exchange(m_wakeHint, false); }

    /// Consumer: the next record, with its text; null when nothing is left. It stays until pop().
    const Record *peek(QStringView &text)
    {
        while (m_read == m_seen) {
            const Block *next = m_reading->next.load(std::memory_order_acquire);
            m_seen = m_reading->published.load(std::memory_order_acquire);
            if (m_read < m_seen)
                break;
            if (!next)
                return nullptr;
            // The producer publishes nothing more in a block once it has named the next, which was read before `m_seen`.
            recycle();
        }
        const Record &record = m_reading->records[m_read];
        text = QStringView(&m_reading->text[m_textRead], record.textLength);
        return &record;
    }
    /// Requires: peek() gave a record.
    void pop()
    {
        m_textRead += m_reading->records[m_read].textLength;
        ++m_read;
    }

private:
    struct Block {
        std::atomic<Block *> next = nullptr;
        std::atomic<quint32> published = 0;
        std::array<Record, RecordsPerBlock> records;
        std::array<char16_t, TextPerBlock> text;
    };
    bool openBlock(bool mayUseReserve);
    Block *takeFree();
    void recycle();

    // The producer's.
    Block *m_writing;
    quint32 m_count = 0;
    quint32 m_textUsed = 0;
    bool m_wakeHint = false;
    std::size_t m_filledBlocks = 0;
    std::vector<std::unique_ptr<Block>> m_blocks;
    std::size_t m_blockLimit;
    std::size_t m_reserveLimit;
    std::size_t m_blocksPerWake;

    // Blocks on their way back: a ring that the consumer fills and the producer empties.
    std::vector<Block *> m_free;
    std::atomic<std::size_t> m_freeHead = 0; ///< Next to take; the producer's.
    std::atomic<std::size_t> m_freeTail = 0; ///< Next to fill; the consumer's.

    // The consumer's.
    alignas(64) Block *m_reading;
    quint32 m_read = 0;
    quint32 m_seen = 0; ///< Published, when looked last.
    quint32 m_textRead = 0;
};

} // namespace asq::record
