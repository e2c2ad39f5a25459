#include "trace/formats/perfettotracks.h"

#include "perfetto.pb.h"

namespace asq::trace {

namespace {
QByteArray bytes(const std::string &text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}
} // namespace

PerfettoTracks::Track &PerfettoTracks::track(quint64 uuid)
{
    return m_recent.value(uuid, [&] { return &m_tracks[uuid]; });
}

TrackRow PerfettoTracks::process(qint32 process)
{
    const auto known = m_processes.constFind(process);
    if (known != m_processes.cend())
        return *known;
    const TrackRow row = m_assembler->addProcess(m_assembler->intern("process " + QByteArray::number(process)));
    m_processes.insert(process, row);
    return row;
}

TrackRow PerfettoTracks::thread(qint32 process, qint32 thread)
{
    const quint64 key = (quint64(quint32(process)) << 32) | quint32(thread);
    const auto known = m_threads.constFind(key);
    if (known != m_threads.cend())
        return *known;
    const TrackRow row = m_assembler->addThread(this->process(process),
                                                m_assembler->intern("thread " + QByteArray::number(thread)));
    m_threads.insert(key, row);
    return row;
}

TrackRow PerfettoTracks::counter(TrackRow process, const QByteArray &name)
{
    const QByteArray key = QByteArray::number(index(process)) + ' ' + name;
    const auto known = m_counters.constFind(key);
    if (known != m_counters.cend())
        return *known;
    const TrackRow row = m_assembler->addCounter(process, m_assembler->intern(name));
    m_counters.insert(key, row);
    return row;
}

void PerfettoTracks::describe(const perfetto::ProcessDescriptor &descriptor)
{
    QByteArray name = bytes(descriptor.process_name());
    if (name.isEmpty() && descriptor.cmdline_size() > 0)
        name = bytes(descriptor.cmdline(0));
    const TrackRow row = process(descriptor.pid());
    if (!name.isEmpty())
        m_assembler->setLabel(row, m_assembler->intern(name));
}

void PerfettoTracks::describe(const perfetto::ThreadDescriptor &descriptor)
{
    const TrackRow row = thread(descriptor.pid(), descriptor.tid());
    if (!descriptor.thread_name().empty())
        m_assembler->setLabel(row, m_assembler->intern(bytes(descriptor.thread_name())));
}

void PerfettoTracks::describe(const perfetto::TrackDescriptor &descriptor)
{
    Track &track = this->track(descriptor.uuid());
    track.parent = descriptor.parent_uuid();
    track.name = bytes(descriptor.has_name() ? descriptor.name() : descriptor.static_name());
    if (track.row) {
        // Described again, which may give it a better name and nothing else.
        if (descriptor.has_process())
            describe(descriptor.process());
        else if (descriptor.has_thread())
            describe(descriptor.thread());
        return;
    }
    if (descriptor.has_process()) {
        track.kind = Track::Process;
        track.process = descriptor.process().pid();
        describe(descriptor.process());
    } else if (descriptor.has_thread()) {
        track.kind = Track::Thread;
        track.process = descriptor.thread().pid();
        track.thread = descriptor.thread().tid();
        describe(descriptor.thread());
    } else if (descriptor.has_counter()) {
        constexpr int threadTime = 1;
        constexpr int threadInstructions = 2;
        const perfetto::CounterDescriptor &counter = descriptor.counter();
        track.kind = Track::Counter;
        track.isIncremental = counter.is_incremental();
        track.unit = counter.unit_multiplier() != 0 ? counter.unit_multiplier() : 1;
        if (track.name.isEmpty() && counter.type() == threadTime)
            track.name = "CPU time";
        else if (track.name.isEmpty() && counter.type() == threadInstructions)
            track.name = "instructions";
    } else {
        track.kind = Track::Named;
    }
}

TrackRow PerfettoTracks::processOf(const Track &track)
{
    constexpr int deepest = 64; // Parents may go in a circle.
    const Track *at = &track;
    for (int depth = 0; depth < deepest; ++depth) {
        if (at->kind == Track::Process || at->kind == Track::Thread)
            return process(at->process);
        if (at->parent == 0)
            break;
        at = &m_tracks[at->parent];
    }
    return TrackRow::Program;
}

std::optional<TrackRow> PerfettoTracks::row(Track &track, bool mayWait)
{
    if (track.row)
        return track.row;
    switch (track.kind) {
    case Track::Process: track.row = process(track.process); break;
    case Track::Thread: track.row = thread(track.process, track.thread); break;
    case Track::Unknown:
        if (mayWait)
            return std::nullopt;
        [[fallthrough]];
    case Track::Named:
    case Track::Counter: return namedRow(track, mayWait);
    }
    return track.row;
}

std::optional<TrackRow> PerfettoTracks::namedRow(Track &track, bool mayWait)
{
    constexpr int deepest = 64;
    QByteArray label = track.name;
    const Track *at = &track;
    for (int depth = 0; depth < deepest && at->parent != 0; ++depth) {
        at = &m_tracks[at->parent];
        if (at->kind == Track::Unknown && mayWait)
            return std::nullopt;
        if (at->kind == Track::Process || at->kind == Track::Thread)
            break;
        if (!at->name.isEmpty())
            label = label.isEmpty() ? at->name : at->name + " / " + label;
    }
    const TrackRow parent = at->kind == Track::Thread ? thread(at->process, at->thread)
        : at->kind == Track::Process                  ? process(at->process)
                                                      : TrackRow::Program;
    track.isUnnamed = label.isEmpty();
    track.row = track.kind == Track::Counter ? m_assembler->addCounter(parent, m_assembler->intern(label))
                                             : m_assembler->addTrack(parent, m_assembler->intern(label));
    return track.row;
}

} // namespace asq::trace
