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

quint32 valueRoomOf(const RecorderOptions &options)
{
    switch (options.values) {
    case RecorderOptions::Values::Off: return 0;
    case RecorderOptions::Values::Summary: return quint32(options.valueBudget);
    case RecorderOptions::Values::Full: return quint32(options.detailBudget);
    }
    return 0;
}

} // namespace

Feed::Feed(std::shared_ptr<Exchange> exchange, const RecorderOptions &options, const QString &threadName)
    : m_options(checked(options)), m_exchange(std::move(exchange)),
      m_inlet(std::make_shared<Inlet>(m_options.memoryLimit, threadName)), m_queue(m_inlet->queue),
      m_valueRoom(valueRoomOf(m_options)),
      m_valueDepth(m_options.values == RecorderOptions::Values::Full ? m_options.detailDepth : 0)
{
    if (!m_exchange->addInlet(m_inlet))
        m_state.store(Ended, std::memory_order_relaxed);
}

Feed::~Feed()
{
    endFeed();
}

void Feed::endFeed()
{
    m_state.fetch_or(Ended, std::memory_order_relaxed);
    m_inlet->ended.store(true, std::memory_order_release);
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
    return publish(quint32(textLength));
}

void Feed::fill(Record &record, const Announcement &announcement)
{
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
}

// Most have neither values nor a text and find room where the last one stands: a function that calls nothing, and hence
// saves no register, is a third of the cost of all of it.
EventId Feed::announce(const Announcement &announcement)
{
    if (announcement.valueCount > 0 || !announcement.text.isEmpty() || !m_queue.hasRoomInBlock()
        || m_state.load(std::memory_order_relaxed) != 0)
        return announceWithText(announcement);
    Record &record = *m_queue.reserveInBlock();
    fill(record, announcement);
    record.textLength = 0;
    m_queue.publish(0);
    return EventId(++m_lastEvent);
}

EventId Feed::announceWithText(const Announcement &announcement)
{
    const quint32 room = announcement.valueCount > 0 ? m_valueRoom : 0;
    quint32 textLength = std::min(quint32(announcement.text.size()), quint32(m_options.textBudget));
    const RecordQueue::Slot slot = reserve(room > 0 ? room : textLength, false);
    if (!slot.record) [[unlikely]]
        return lose();
    Record &record = *slot.record;
    fill(record, announcement);
    if (room > 0)
        textLength = quint32(summarise(announcement.values, announcement.valueCount, slot.text,
                                       {.budget = int(room), .depth = m_valueDepth}));
    else if (textLength > 0)
        copy(announcement.text, textLength, slot.text);
    record.textLength = quint16(textLength);
    return publish(textLength);
}

RecordQueue::Slot Feed::reserve(quint32 textRoom, bool mayUseReserve)
{
    if (m_state.load(std::memory_order_relaxed) != 0) [[unlikely]] {
        if ((is(HasLost) && !recordGap(mayUseReserve)) || is(Ended))
            return {};
    }
    return m_queue.reserve(textRoom, mayUseReserve);
}

EventId Feed::publish(quint32 textLength)
{
    m_queue.publish(textLength);
    if (m_queue.takeWakeHint()) [[unlikely]] {
        if (m_exchange->isClosed())
            m_state.fetch_or(Ended, std::memory_order_relaxed);
        m_exchange->gate().wake();
    }
    return EventId(++m_lastEvent);
}

EventId Feed::lose()
{
    if (!is(Ended)) {
        m_inlet->lost.fetch_add(1, std::memory_order_relaxed);
        m_state.fetch_or(HasLost, std::memory_order_relaxed);
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
    m_state.fetch_and(quint8(~HasLost), std::memory_order_relaxed);
    m_queue.publish(0);
    return true;
}

} // namespace asq::record
