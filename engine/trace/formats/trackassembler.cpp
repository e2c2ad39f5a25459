#include "trace/formats/trackassembler.h"

#include "trace/formats/trackreplay.h"

#include <utility>

namespace asq::trace {

TrackAssembler::TrackAssembler(qsizetype mostInMemory) : m_rows(1), m_mostInMemory(mostInMemory) {}

TrackRow TrackAssembler::addRow(EntityKind kind, TrackRow parent, StringId label)
{
    Q_ASSERT(index(parent) < m_rows.size());
    Row row;
    row.kind = kind;
    row.parent = parent;
    row.label = label;
    m_rows.push_back(std::move(row));
    return TrackRow{quint32(m_rows.size() - 1)};
}

/// The nearest of itself and its parents that is no row of slices.
TrackRow TrackAssembler::processOf(TrackRow row) const
{
    while (m_rows[index(row)].kind != EntityKind::Process && row != TrackRow::Program)
        row = m_rows[index(row)].parent;
    return row;
}

TrackRow TrackAssembler::addProcess(StringId label)
{
    return addRow(EntityKind::Process, TrackRow::Program, label);
}

TrackRow TrackAssembler::addThread(TrackRow parent, StringId label)
{
    return addRow(EntityKind::Thread, processOf(parent), label);
}

TrackRow TrackAssembler::addTrack(TrackRow parent, StringId label)
{
    return addRow(EntityKind::Track, processOf(parent), label);
}

TrackRow TrackAssembler::addCounter(TrackRow parent, StringId label)
{
    return addRow(EntityKind::Counter, processOf(parent), label);
}

TrackRow TrackAssembler::rowOfSlices(TrackRow row)
{
    const EntityKind kind = m_rows[index(row)].kind;
    if (kind == EntityKind::Thread || kind == EntityKind::Track)
        return row;
    if (!m_rows[index(row)].ownTrack) {
        const TrackRow own = addTrack(row, m_rows[index(row)].label);
        m_rows[index(row)].ownTrack = own;
    }
    return *m_rows[index(row)].ownTrack;
}

void TrackAssembler::add(TrackRow row, TrackItem item)
{
    item.position = m_itemCount++;
    m_rows[index(row)].isUsed = true;
    m_rows[index(row)].items.append(item);
}

void TrackAssembler::begin(TrackRow row, qint64 time, StringId text, StringId name)
{
    add(rowOfSlices(row), {time, 0, 0, text, name, TrackItemKind::Begin});
}

void TrackAssembler::end(TrackRow row, qint64 time, StringId name)
{
    add(rowOfSlices(row), {time, 0, 0, StringId::Empty, name, TrackItemKind::End});
}

void TrackAssembler::slice(TrackRow row, qint64 time, qint64 duration, StringId text, StringId name)
{
    Q_ASSERT(duration >= 0);
    add(rowOfSlices(row), {time, quint64(duration), 0, text, name, TrackItemKind::Slice});
}

void TrackAssembler::instant(TrackRow row, qint64 time, StringId text)
{
    add(row, {time, 0, 0, text, StringId::Empty, TrackItemKind::Instant});
}

void TrackAssembler::count(TrackRow counter, qint64 time, StringId number)
{
    Q_ASSERT(m_rows[index(counter)].kind == EntityKind::Counter);
    add(counter, {time, 0, 0, number, StringId::Empty, TrackItemKind::Count});
}

void TrackAssembler::flow(TrackRow row, qint64 time, quint64 flow, FlowRole role, StringId text)
{
    add(rowOfSlices(row), {time, flow, 0, text, StringId::Empty, TrackItemKind::FlowToEnclosing, role});
}

void TrackAssembler::flowToNext(TrackRow row, qint64 time, quint64 flow, FlowRole role, StringId text)
{
    add(rowOfSlices(row), {time, flow, 0, text, StringId::Empty, TrackItemKind::FlowToNext, role});
}

void TrackAssembler::beginOperation(TrackRow process, quint64 operation, qint64 time, StringId label, StringId text)
{
    add(processOf(process), {time, operation, 0, text, label, TrackItemKind::OperationBegin});
}

void TrackAssembler::operationInstant(TrackRow process, quint64 operation, qint64 time, StringId label, StringId text)
{
    add(processOf(process), {time, operation, 0, text, label, TrackItemKind::OperationInstant});
}

void TrackAssembler::endOperation(TrackRow process, quint64 operation, qint64 time, StringId name)
{
    add(processOf(process), {time, operation, 0, StringId::Empty, name, TrackItemKind::OperationEnd});
}

void TrackAssembler::addResource(TrackRow thread, quint32 resource, qint64 time, StringId label, StringId text,
                                 quint32 trigger)
{
    Q_ASSERT(m_rows[index(thread)].kind == EntityKind::Thread);
    add(thread, {time, quint64(trigger) << 32 | resource, 0, text, label, TrackItemKind::ResourceCreated});
}

void TrackAssembler::beginResource(TrackRow thread, quint32 resource, qint64 time, StringId text)
{
    add(thread, {time, resource, 0, text, StringId::Empty, TrackItemKind::ResourceBegin});
}

void TrackAssembler::endResource(TrackRow thread, quint32 resource, qint64 time)
{
    add(thread, {time, resource, 0, StringId::Empty, StringId::Empty, TrackItemKind::ResourceEnd});
}

void TrackAssembler::completeResource(TrackRow thread, quint32 resource, qint64 time)
{
    add(thread, {time, resource, 0, StringId::Empty, StringId::Empty, TrackItemKind::ResourceCompleted});
}

Result<Trace> TrackAssembler::finish()
{
    const bool isLarge = qsizetype(m_itemCount) > m_mostInMemory;
    TrackOutput output(&m_strings, isLarge ? TrackOutput::Place::File : TrackOutput::Place::Memory);
    for (const QString &remark : std::as_const(m_remarks))
        output.addRemark(remark);
    TrackReplay(*this, output).run();
    return output.finish();
}

} // namespace asq::trace
