#include "trace/formats/perfettoreader.h"

#include "trace/formats/perfettoevents.h"
#include "trace/formats/perfettoframes.h"
#include "trace/formats/perfettorecording.h"
#include "trace/formats/perfettowire.h"

#include "perfetto.pb.h"

#include <QIODevice>

#include <algorithm>

// A file is a row of packets of many sequences (one a writing thread). Packets of one sequence stand in order and build upon
// each other: texts are told once, times count on, defaults hold. When packets were lost, the recorder says so in the
// next one, and what builds upon the lost ones is skipped until the sequence tells its state anew.
namespace asq::trace {

namespace {

enum PacketField : quint32 {
    Snapshot = 6,
    Timestamp = 8,
    SequenceId = 10,
    Event = 11,
    Interned = 12,
    Flags = 13,
    Cleared = 41,
    Dropped = 42,
    Process = 43,
    Thread = 44,
    Deflated = 50,
    ClockId = 58,
    Defaults = 59,
    Descriptor = 60,
    Zstd = 133,
};

/// A packet as it stands in the file.
struct RawPacket {
    QByteArrayView snapshot;
    QByteArrayView event;
    QByteArrayView interned;
    QByteArrayView process;
    QByteArrayView thread;
    QByteArrayView deflated;
    QByteArrayView zstd;
    QByteArrayView defaults;
    QByteArrayView descriptor;
    std::optional<quint64> timestamp;
    std::optional<quint32> clock;
    quint32 sequence = 0;
    quint32 flags = 0;
    bool followsLoss = false;
};

bool parse(QByteArrayView bytes, RawPacket *packet)
{
    WireReader reader(bytes);
    WireField field;
    while (reader.next(&field)) {
        const bool isNumber = field.type == WireField::Number;
        const bool isBytes = field.type == WireField::Bytes;
        bool fits = true;
        switch (field.number) {
        case Timestamp: packet->timestamp = field.integer, fits = isNumber; break;
        case SequenceId: packet->sequence = quint32(field.integer), fits = isNumber; break;
        case Event: packet->event = field.bytes, fits = isBytes; break;
        case Flags: packet->flags |= quint32(field.integer), fits = isNumber; break;
        case Interned: packet->interned = field.bytes, fits = isBytes; break;
        case Cleared: packet->flags |= field.integer ? quint32(perfetto::STATE_CLEARED) : 0, fits = isNumber; break;
        case Dropped: packet->followsLoss = field.integer != 0, fits = isNumber; break;
        case ClockId: packet->clock = quint32(field.integer), fits = isNumber; break;
        case Snapshot: packet->snapshot = field.bytes, fits = isBytes; break;
        case Process: packet->process = field.bytes, fits = isBytes; break;
        case Thread: packet->thread = field.bytes, fits = isBytes; break;
        case Deflated: packet->deflated = field.bytes, fits = isBytes; break;
        case Zstd: packet->zstd = field.bytes, fits = isBytes; break;
        case Defaults: packet->defaults = field.bytes, fits = isBytes; break;
        case Descriptor: packet->descriptor = field.bytes, fits = isBytes; break;
        default: break;
        }
        if (!fits)
            return false;
    }
    return !reader.failed();
}

template<typename Message>
bool parse(QByteArrayView bytes, Message *message)
{
    return message->ParsePartialFromArray(bytes.data(), int(bytes.size()));
}

/// How often something was found, and where first.
struct Finding {
    qsizetype count = 0;
    qint64 first = 0;

    void add(qint64 position)
    {
        if (count++ == 0)
            first = position;
    }
};

/// Of files that others wrote.
class ForeignReader
{
public:
    ForeignReader() : m_tracks(&m_assembler), m_events(&m_assembler, &m_tracks, &m_clocks) {}

    void feed(QByteArrayView bytes, qint64 position) { feed(bytes, position, false); }
    Result<Trace> finish(const std::optional<Error> &error);

private:
    void feed(QByteArrayView bytes, qint64 position, bool isPacked);
    bool feed(const RawPacket &packet, PerfettoSequence &sequence);
    void feedPacked(const std::optional<QByteArray> &plain, qint64 position);
    bool takeState(const RawPacket &packet, PerfettoSequence &sequence);
    void remark(const Finding &finding, const QString &one, const QString &many);
    PerfettoSequence &sequence(quint32 id);

    TrackAssembler m_assembler;
    PerfettoClocks m_clocks;
    PerfettoTracks m_tracks;
    PerfettoEvents m_events;
    std::unordered_map<quint32, PerfettoSequence> m_sequences;
    PointerCache<PerfettoSequence> m_recent;
    Finding m_damaged;
    Finding m_losses;
    Finding m_skipped; ///< Since what they build upon was lost.
};

PerfettoSequence &ForeignReader::sequence(quint32 id)
{
    return m_recent.value(id, [&] { return &m_sequences[id]; });
}

void ForeignReader::feed(QByteArrayView bytes, qint64 position, bool isPacked)
{
    RawPacket packet;
    if (!parse(bytes, &packet)) {
        m_damaged.add(position);
        return;
    }
    if (!packet.deflated.isNull() || !packet.zstd.isNull()) {
        if (isPacked)
            m_damaged.add(position); // Nobody packs packed packets.
        else
            feedPacked(packet.zstd.isNull() ? inflatedPackets(packet.deflated) : unzstdPackets(packet.zstd), position);
        return;
    }
    PerfettoSequence &sequence = this->sequence(packet.sequence);
    if (packet.followsLoss && !sequence.isFirst) {
        m_losses.add(position);
        sequence.lostPackets = true;
    }
    sequence.isFirst = false;
    if (packet.flags & perfetto::STATE_CLEARED)
        sequence.clear();
    if (sequence.lostPackets && (packet.flags & perfetto::NEEDS_STATE)) {
        m_skipped.add(position);
        return;
    }
    if (!feed(packet, sequence))
        m_damaged.add(position);
}

void ForeignReader::feedPacked(const std::optional<QByteArray> &plain, qint64 position)
{
    if (!plain) {
        m_damaged.add(position);
        return;
    }
    WireReader packets(*plain);
    WireField field;
    while (packets.next(&field)) {
        if (field.number == 1 && field.type == WireField::Bytes)
            feed(field.bytes, position, true);
    }
    if (packets.failed())
        m_damaged.add(position);
}

/// What a packet tells those behind it on its sequence.
bool ForeignReader::takeState(const RawPacket &packet, PerfettoSequence &sequence)
{
    if (!packet.interned.isNull()) {
        perfetto::InternedData data;
        if (!parse(packet.interned, &data))
            return false;
        sequence.intern(data);
    }
    if (!packet.defaults.isNull()) {
        perfetto::TracePacketDefaults defaults;
        if (!parse(packet.defaults, &defaults))
            return false;
        sequence.setDefaults(defaults);
    }
    if (!packet.snapshot.isNull()) {
        perfetto::ClockSnapshot snapshot;
        if (!parse(packet.snapshot, &snapshot))
            return false;
        m_clocks.snapshot(snapshot, packet.sequence);
    }
    if (!packet.thread.isNull()) {
        perfetto::ThreadDescriptor thread;
        if (!parse(packet.thread, &thread))
            return false;
        sequence.thread = PerfettoSequence::Thread{thread.pid(), thread.tid()};
        sequence.legacyMicroseconds = thread.reference_timestamp_us();
        m_tracks.describe(thread);
    }
    if (!packet.process.isNull()) {
        perfetto::ProcessDescriptor process;
        if (!parse(packet.process, &process))
            return false;
        m_tracks.describe(process);
    }
    return true;
}

bool ForeignReader::feed(const RawPacket &packet, PerfettoSequence &sequence)
{
    if (!takeState(packet, sequence))
        return false;
    if (!packet.descriptor.isNull()) {
        perfetto::TrackDescriptor descriptor;
        if (!parse(packet.descriptor, &descriptor))
            return false;
        m_tracks.describe(descriptor);
    }
    if (packet.event.isNull())
        return true;
    PerfettoEvents::Stamp stamp;
    stamp.sequence = packet.sequence;
    if (packet.timestamp) {
        const quint32 clock = packet.clock ? *packet.clock : sequence.clock.value_or(m_clocks.primary());
        stamp.time = m_clocks.time(clock, packet.sequence, *packet.timestamp);
    }
    return m_events.feed(packet.event, stamp, sequence);
}

void ForeignReader::remark(const Finding &finding, const QString &one, const QString &many)
{
    if (finding.count > 0)
        m_assembler.addRemark((finding.count == 1 ? one : many.arg(finding.count)).arg(finding.first));
}

Result<Trace> ForeignReader::finish(const std::optional<Error> &error)
{
    m_events.finish();
    remark(m_damaged, QStringLiteral("A packet is damaged and left out (byte %1)."),
           QStringLiteral("%1 packets are damaged and left out (the first at byte %2)."));
    remark(m_losses, QStringLiteral("Packets were lost while this was recorded (before byte %1)."),
           QStringLiteral("Packets were lost while this was recorded, %1 times (the first time before byte %2)."));
    remark(m_skipped, QStringLiteral("A packet is left out since it needs a lost one (byte %1)."),
           QStringLiteral("%1 packets are left out since they need lost ones (the first at byte %2)."));
    for (quint32 clock : m_clocks.unrelated())
        m_assembler.addRemark(
            QStringLiteral("Nothing says how clock %1 goes against the trace's own; its times are taken "
                           "as they are.")
                .arg(clock));
    if (error)
        m_assembler.addRemark(QStringLiteral("The file cannot be read to its end (%1).").arg(error->toString()));
    else if (m_events.count() == 0)
        m_assembler.addRemark(QStringLiteral("There are no track events in this file."));
    return m_assembler.finish();
}

/// Of files that we wrote. Requires: `first` is the head of one.
Trace readRecording(PerfettoFrames &frames, QByteArrayView first)
{
    TraceBuilder builder;
    PerfettoRecording recording(&builder);
    std::optional<QByteArrayView> packet = first;
    while (packet && recording.feed(*packet))
        packet = frames.next();
    if (packet)
        builder.addRemark(
            QStringLiteral("The recording is damaged (byte %1): what happened after event %2 cannot be read.")
                .arg(frames.position())
                .arg(builder.eventCount()));
    else if (frames.error())
        builder.addRemark(
            QStringLiteral("The recording cannot be read to its end (%1): what happened after event %2 is "
                           "missing.")
                .arg(frames.error()->toString())
                .arg(builder.eventCount()));
    else if (!recording.missingEvents())
        builder.addRemark(QStringLiteral("The recording is cut off before its first event."));
    else if (*recording.missingEvents() > 0)
        builder.addRemark(QStringLiteral("The recording is cut off after event %1: %2 events are missing.")
                              .arg(builder.eventCount())
                              .arg(*recording.missingEvents()));
    return builder.snapshot();
}

} // namespace

Result<Trace> readPerfetto(QIODevice *device)
{
    PerfettoFrames frames(device);
    std::optional<QByteArrayView> packet = frames.next();
    if (!packet)
        return frames.error() ? *frames.error() : Error{QStringLiteral("there are no packets in this file")};
    if (PerfettoRecording::isHead(*packet))
        return readRecording(frames, *packet);
    ForeignReader reader;
    for (; packet; packet = frames.next())
        reader.feed(*packet, frames.position());
    return reader.finish(frames.error());
}

bool looksLikePerfetto(const QByteArray &head)
{
    constexpr int packetTag = 1 << 3 | WireField::Bytes;
    constexpr quint32 largestNumber = 1000; // Of fields of a packet.
    if (head.isEmpty() || head.at(0) != packetTag)
        return false;
    const QByteArrayView rest = QByteArrayView(head).sliced(1);
    WireReader sizeReader(rest);
    const quint64 size = sizeReader.number();
    if (sizeReader.failed() || size > quint64(PerfettoFrames::LargestPacket))
        return false;
    // As far as the head goes, the packet must be made of fields; one at its end may reach beyond.
    const QByteArrayView begun = rest.sliced(sizeReader.used(rest));
    const bool isWhole = quint64(begun.size()) >= size;
    const QByteArrayView packet = begun.first(std::min<qsizetype>(begun.size(), qsizetype(size)));
    WireReader reader(packet);
    while (!reader.isAtEnd()) {
        const quint64 tag = reader.number();
        const quint8 type = tag & 7;
        if (reader.failed())
            return !isWhole;
        if (tag >> 3 == 0 || tag >> 3 > largestNumber)
            return false;
        if (type == WireField::Number || type == WireField::Bytes) {
            const quint64 number = reader.number();
            if (type == WireField::Bytes && !reader.failed() && number > size)
                return false;
            if (type == WireField::Bytes && !reader.failed() && !reader.skip(number))
                return !isWhole;
        } else if (type == WireField::Fixed64 || type == WireField::Fixed32) {
            (void)reader.skip(type == WireField::Fixed64 ? 8 : 4);
        } else {
            return false;
        }
    }
    return !reader.failed() || !isWhole;
}

} // namespace asq::trace
