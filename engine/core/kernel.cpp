#include "core/kernel.h"

#include "core/channelcore.h"
#include "core/flow.h"
#include "core/spawnedtask.h"
#include "core/tickqueue.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace asq {

Kernel::Kernel(Executor &executor, Observer *observer) : m_executor(executor), m_observer(observer)
{
    if (!m_observer) {
        m_source = ObserverSource::installed();
        m_observer = m_source ? m_source->kernelBegins(executor) : nullptr;
    }
    if (m_observer)
        executor.setBatchHook([given = m_observer] { given->beginBatch(); });
}

Kernel::~Kernel()
{
    m_executor.stop();
    m_executor.setBatchHook({});
    // What waits for ever holds itself: steps hold triggers, which hold sequences. Letting go of the steps breaks the
    // rings; a flow that dies meanwhile takes itself off the list.
    std::vector<Ref<Flow>> flows;
    for (Flow *flow = m_newest; flow; flow = flow->m_older)
        flows.emplace_back(flow);
    for (const Ref<Flow> &flow : flows)
        flow->letGo();
    flows.clear();
    // Likewise a coroutine that waits for a channel that it alone knows.
    std::vector<Ref<ChannelCore>> channels;
    for (ChannelCore *channel = m_newestChannel; channel; channel = channel->m_older)
        channels.emplace_back(channel);
    for (const Ref<ChannelCore> &channel : channels)
        channel->letGo();
    channels.clear();
    // A task that was spawned is kept by the kernel alone.
    while (m_newestTask)
        m_newestTask->letGo();
    for (ChannelCore *channel = m_newestChannel; channel; channel = channel->m_older)
        channel->m_isOrphan = true;
    for (Flow *flow = m_newest; flow; flow = flow->m_older)
        flow->m_orphan = true;
    if (m_source && m_observer)
        m_source->kernelEnds(std::exchange(m_observer, nullptr));
}

TickQueue *Kernel::addTickQueue()
{
    const Ref<TickQueue> queue = makeRef<TickQueue>(m_executor);
    m_tickQueues.push_back(queue);
    return queue.get();
}

std::vector<EntityId> Kernel::unsettled() const
{
    std::vector<EntityId> waiting;
    for (const Flow *flow = m_newest; flow; flow = flow->m_older)
        if (flow->entity() != EntityId::None && flow->isUnsettled())
            waiting.push_back(flow->entity());
    std::sort(waiting.begin(), waiting.end());
    return waiting;
}

void Kernel::tellBirth(EntityId id, EntityKind kind, const QString &label, EntityId parent, const Position &position)
{
    if (parent == EntityId::None)
        parent = m_running == EntityId::None ? EntityId::Program : m_running;
    if (!m_executor.isInTurn())
        m_observer->beginBatch();
    m_observer->born({id, kind, parent, m_cause, label, position, m_executor.instant()});
}

Position Kernel::positionOf(const std::source_location &location)
{
    if (!m_observer || location.line() == 0)
        return {};
    auto file = m_files.find(location.file_name());
    if (file == m_files.end()) {
        // Where the program is run beside its source, the recording carries the text; elsewhere it has the lines alone.
        QFile source(QString::fromLocal8Bit(location.file_name()));
        QString text;
        if (source.size() < 1024 * 1024 && source.open(QIODevice::ReadOnly))
            text = QString::fromUtf8(source.readAll());
        file = m_files.insert(location.file_name(), m_observer->addFile(QFileInfo(source).fileName(), text));
    }
    return {file.value(), location.line(), location.column()};
}

EventId Kernel::tell(EventKind kind, EntityId entity, const Messages &values)
{
    Announcement announcement;
    announcement.kind = kind;
    announcement.entity = entity;
    announcement.cause = m_cause;
    announcement.position = m_position;
    announcement.values = values.constData();
    announcement.valueCount = values.size();
    return announce(std::move(announcement));
}

EventId Kernel::announce(Announcement announcement)
{
    if (!m_observer || announcement.entity == EntityId::None)
        return m_cause;
    if (!m_executor.isInTurn())
        m_observer->beginBatch();
    announcement.programTime = m_executor.instant();
    return m_observer->announce(announcement);
}

void Kernel::announceIgnored(EntityId entity, const Messages &values, bool isFailure)
{
    Announcement ignored;
    ignored.kind = EventKind::Ignored;
    ignored.entity = entity;
    ignored.cause = m_cause;
    ignored.position = m_position;
    ignored.values = values.constData();
    ignored.valueCount = values.size();
    ignored.count = isFailure ? 1 : 0;
    announce(std::move(ignored));
}

void Kernel::log(const QString &line, bool error)
{
    if (!m_observer)
        return;
    Announcement logged;
    logged.kind = EventKind::Logged;
    logged.reason = error ? WaitReason::Trigger : WaitReason::None;
    logged.entity = m_running == EntityId::None ? EntityId::Program : m_running;
    logged.cause = m_cause;
    logged.position = m_position;
    logged.text = line;
    announce(std::move(logged));
}

void Kernel::report(const Messages &errors, EntityId sequence)
{
    announce(EventKind::Reported, sequence, errors);
    if (m_reporter)
        m_reporter(errors, sequence);
}

void Slice::suspends(WaitReason reason, EntityId other, quint32 count)
{
    m_reason = reason;
    m_other = other;
    m_count = count;
}

void Slice::announceEnd()
{
    if (m_entity == EntityId::None)
        return;
    Announcement announcement;
    announcement.kind = m_reason == WaitReason::None ? EventKind::Returned : EventKind::Suspended;
    announcement.reason = m_reason;
    announcement.other = m_other;
    announcement.count = m_count;
    announcement.entity = m_entity;
    announcement.cause = m_kernel.m_cause;
    announcement.position = m_position;
    announcement.values = m_values.constData();
    announcement.valueCount = m_values.size();
    m_kernel.announce(std::move(announcement));
}

} // namespace asq
