#include "record/recorder.h"

#include "record/memorysink.h"
#include "record/summary.h"

#include <algorithm>

namespace asq::record {

namespace {

RecorderOptions checked(RecorderOptions options)
{
    options.valueBudget = std::clamp(options.valueBudget, 1, int(RecordQueue::TextPerBlock / 4));
    options.textBudget = std::clamp(options.textBudget, 1, int(RecordQueue::TextPerBlock / 4));
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

std::vector<std::unique_ptr<Sink>> with(std::vector<std::unique_ptr<Sink>> sinks, std::unique_ptr<Sink> one)
{
    if (one)
        sinks.push_back(std::move(one));
    return sinks;
}

} // namespace

Recorder::Recorder(RecorderOptions options, std::vector<std::unique_ptr<Sink>> sinks)
    : m_options(checked(options)), m_queue(options.memoryLimit),
      m_memory(options.keepInMemory ? new MemorySink : nullptr),
      m_writer(m_queue, m_gate, with(std::move(sinks), std::unique_ptr<Sink>(m_memory)),
               {m_options.interval, m_options.virtualClock})
{
}

Recorder::~Recorder()
{
    finish();
}

EventId Recorder::born(const Birth &birth)
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

EventId Recorder::announce(const Announcement &announcement)
{
    const bool hasValues = announcement.valueCount > 0 && m_options.summariseValues;
    const qsizetype textLength = std::min<qsizetype>(announcement.text.size(), m_options.textBudget);
    const RecordQueue::Slot slot = reserve(hasValues ? quint32(m_options.valueBudget) : quint32(textLength), false);
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
    if (hasValues)
        record.textLength = quint16(
            summarise(announcement.values, announcement.valueCount, slot.text, m_options.valueBudget));
    else if (textLength > 0)
        copy(announcement.text, textLength, slot.text);
    return publish();
}

quint32 Recorder::addFile(const QString &name, const QString &text)
{
    const std::lock_guard lock(m_filesMutex);
    const std::pair<QString, QString> key(name, text);
    if (const auto known = m_files.constFind(key); known != m_files.cend())
        return *known;
    const quint32 file = quint32(m_files.size());
    m_files.insert(key, file);
    m_writer.addFile(name, text);
    return file;
}

bool Recorder::flushNow(std::chrono::milliseconds limit)
{
    return m_gate.flushWithin(limit);
}

void Recorder::noteFailure(const QString &text)
{
    m_writer.addFailure(text);
    m_gate.wake();
}

// The gap that may still be open waits for room here: by now nobody is held up.
trace::Trace Recorder::finish()
{
    if (!m_finished) {
        while (m_lost > 0 && !recordGap(true))
            m_gate.flushWithin(std::chrono::milliseconds(20));
        m_finished = true;
        m_writer.finish();
    }
    return m_memory ? m_memory->trace() : trace::Trace();
}

RecordQueue::Slot Recorder::reserve(quint32 textRoom, bool mayUseReserve)
{
    if (m_lost > 0 && !recordGap(mayUseReserve)) [[unlikely]]
        return {};
    if (m_finished) [[unlikely]]
        return {};
    return m_queue.reserve(textRoom, mayUseReserve);
}

EventId Recorder::publish()
{
    m_queue.publish();
    if (m_queue.takeWakeHint()) [[unlikely]]
        m_gate.wake();
    return EventId(++m_lastEvent);
}

EventId Recorder::lose()
{
    if (!m_finished) {
        ++m_lost;
        ++m_lostTotal;
    }
    return EventId(++m_lastEvent);
}

bool Recorder::recordGap(bool mayUseReserve)
{
    const RecordQueue::Slot slot = m_queue.reserve(0, mayUseReserve);
    if (!slot.record)
        return false;
    *slot.record = {};
    slot.record->ticks = ticks();
    slot.record->kind = Record::Gap;
    slot.record->count = std::exchange(m_lost, 0);
    m_queue.publish();
    return true;
}

} // namespace asq::record
