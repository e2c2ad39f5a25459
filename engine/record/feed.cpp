#include "record/feed.h"

#include "record/summary.h"

#include <algorithm>

namespace asq::record {

namespace {

RecorderOptions checked(RecorderOptions options)
{
    const auto bounded = [](int budget) { return std::clamp(budget, 1, int(RecordQueue::TextPerBlock / 4)); };
    options.valueBudget = bounded(options.valueBudget);
    options.detailBudget = bounded(options.detailBudget);
    options.textBudget = bounded(options.textBudget);
    options.detailDepth = std::clamp(options.detailDepth, 1, 100);
    options.interval = std::max(options.interval, std::chrono::milliseconds(1));
    return options;
}

/// `text`, as much of it as there is room for, in place; an ellipsis says that something is missing.
void copy(QStringView text, qsizetype length, char16_t *place)
{
    std::copy_n(text.utf16(), length, place);
    if (length < text.size())
        place[length - 1] = u'…';
}

} // namespace

Feed::Feed(std::shared_ptr<Exchange> exchange, const RecorderOptions &options, const QString &threadName)
    : m_options(checked(options)), m_exchange(std::move(exchange)),
      m_inlet(std::make_shared<Inlet>(m_options.memoryLimit, threadName)), m_queue(m_inlet->queue)
{
    m_ended.store(!m_exchange->addInlet(m_inlet), std::memory_order_relaxed);
}

Feed::~Feed()
{
    endFeed();
}

void Feed::endFeed()
{
    m_ended.store(true, std::memory_order_relaxed);
    m_inlet->ended.store(true, std::memory_order_release);
}

quint32 Feed::valueRoom() const
{
    switch (m_options.values) {
    case RecorderOptions::Values::Off: return 0;
    case RecorderOptions::Values::Summary: return quint32(m_options.valueBudget);
    case RecorderOptions::Values::Full: return quint32(m_options.detailBudget);
    }
    return 0;
}

EventId Feed::born(const Birth &birth)
{
    const qsizetype textLength = std::min<qsizetype>(birth.label.size(), m_options.textBudget);
    const RecordQueue::Slot slot = reserve(quint32(textLength), true);
    if (!slot.record) [[unlikely]]
        return lose();
    Record &record = *slot.record;
    record.ticks = ticks();
    record.programTime = birth.programTime;
    record.entity = static_cast<quint32>(birth.entity);
    record.other = static_cast<quint32>(birth.parent);
    record.cause = static_cast<quint32>(birth.cause);
    record.count = static_cast<quint32>(birth.kind);
    record.file = birth.position.file;
    record.line = birth.position.line;
    record.column = birth.position.column;
    record.kind = Record::Birth;
    record.reason = 0;
    record.textLength = quint16(textLength);
    copy(birth.label, textLength, slot.text);
    return publish();
}

EventId Feed::announce(const Announcement &announcement)
{
    const quint32 room = announcement.valueCount > 0 ? valueRoom() : 0;
    const qsizetype textLength = std::min<qsizetype>(announcement.text.size(), m_options.textBudget);
    const RecordQueue::Slot slot = reserve(room > 0 ? room : quint32(textLength), false);
    if (!slot.record) [[unlikely]]
        return lose();
    Record &record = *slot.record;
    record.ticks = ticks();
    record.programTime = announcement.programTime;
    record.entity = static_cast<quint32>(announcement.entity);
    record.other = static_cast<quint32>(announcement.other);
    record.cause = static_cast<quint32>(announcement.cause);
    record.count = announcement.count;
    record.file = announcement.position.file;
    record.line = announcement.position.line;
    record.column = announcement.position.column;
    record.kind = static_cast<quint8>(announcement.kind);
    record.reason = static_cast<quint8>(announcement.reason);
    record.textLength = quint16(textLength);
    if (room > 0) {
        const bool isFull = m_options.values == RecorderOptions::Values::Full;
        record.textLength = quint16(summarise(announcement.values, announcement.valueCount, slot.text,
                                              {.budget = int(room), .depth = isFull ? m_options.detailDepth : 0}));
    } else if (textLength > 0) {
        copy(announcement.text, textLength, slot.text);
    }
    return publish();
}

RecordQueue::Slot Feed::reserve(quint32 textRoom, bool mayUseReserve)
{
    if (m_hasLost && !recordGap(mayUseReserve)) [[unlikely]]
        return {};
    if (m_ended.load(std::memory_order_relaxed)) [[unlikely]]
        return {};
    return m_queue.reserve(textRoom, mayUseReserve);
}

EventId Feed::publish()
{
    m_queue.publish();
    if (m_queue.takeWakeHint()) [[unlikely]] {
        if (m_exchange->isClosed())
            m_ended.store(true, std::memory_order_relaxed);
        m_exchange->gate().wake();
    }
    return EventId(++m_lastEvent);
}

EventId Feed::lose()
{
    if (!m_ended.load(std::memory_order_relaxed)) {
        m_inlet->lost.fetch_add(1, std::memory_order_relaxed);
        m_hasLost = true;
        ++m_lostTotal;
    }
    return EventId(++m_lastEvent);
}

// A gap that is still open at the end the writer tells by itself.
bool Feed::recordGap(bool mayUseReserve)
{
    const RecordQueue::Slot slot = m_queue.reserve(0, mayUseReserve);
    if (!slot.record)
        return false;
    *slot.record = {};
    slot.record->ticks = ticks();
    slot.record->kind = Record::Gap;
    slot.record->count = m_inlet->lost.exchange(0, std::memory_order_relaxed);
    m_hasLost = false;
    m_queue.publish();
    return true;
}

} // namespace asq::record
