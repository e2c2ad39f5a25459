#include "formatbench.h"
#include "tracegenerator.h"

#include "trace/formats/perfettoframes.h"
#include "trace/formats/perfettoreader.h"
#include "trace/formats/perfettowriter.h"

#include "protobytes.h"

#include "perfetto.pb.h"

#include <QBuffer>
#include <QTemporaryFile>

#include <cstdlib>
#include <random>

// Reading Perfetto files: a generated one, such as tracing libraries write (several threads, interned names, differences of
// time, nested slices, some flows and counters), of as many MB as the first argument says; the second says how many of a hundred
// slices have annotations, two each, and the third where the file is to be kept.

using namespace asq::trace;
using namespace perfettobytes;

namespace {

/// A thread of the program that never was.
struct Speaker {
    quint64 sequence;
    quint64 track;
    int depth = 0;
};

ProtoBytes names(const char *prefix, int count)
{
    ProtoBytes result;
    for (int i = 1; i <= count; ++i)
        result.message(2, ProtoBytes().number(1, quint64(i)).bytes(2, prefix + QByteArray::number(i)));
    for (int i = 1; i <= 4; ++i)
        result.message(3, ProtoBytes().number(1, quint64(i)).bytes(2, "argument" + QByteArray::number(i)));
    return result;
}

qint64 generate(QFile &file, qint64 size, quint32 annotated)
{
    constexpr int threads = 8;
    constexpr int nameCount = 400;
    std::mt19937 random(1);
    std::vector<Speaker> speakers;
    ProtoBytes out;
    out.message(1, processTrack(1, 100, "generated"));
    out.message(1, counterTrack(2, 1, "memory"));
    for (quint64 i = 0; i < threads; ++i) {
        const Speaker speaker{i + 1, i + 10};
        out.message(1, threadTrack(speaker.track, 1, 100, int(i) + 101, "worker " + QByteArray::number(i)));
        out.message(1,
                    ProtoBytes()
                        .number(10, speaker.sequence)
                        .number(13, 1)
                        .message(6,
                                 ProtoBytes()
                                     .message(1, ProtoBytes().number(1, 6).number(2, 1000))
                                     .message(1, ProtoBytes().number(1, 64).number(2, 1000).number(3, 1)))
                        .message(12, names("operation ", nameCount))
                        .message(59, ProtoBytes().number(58, 64).message(11, ProtoBytes().number(11, speaker.track))));
        speakers.push_back(speaker);
    }
    qint64 events = 0;
    quint64 flow = 0;
    qint64 written = 0;
    while (written < size) {
        Speaker &speaker = speakers[random() % threads];
        const quint32 dice = random() % 100;
        ProtoBytes event;
        if (dice < 2) {
            event.number(9, 4).number(11, 2).number(30, random() % 100'000);
        } else if (speaker.depth == 0 || (dice < 50 && speaker.depth < 12)) {
            event.number(9, 1).number(10, 1 + random() % nameCount);
            if (random() % 100 < annotated)
                event.message(4, ProtoBytes().number(1, 1).number(3, random() % 1000))
                    .message(4, ProtoBytes().number(1, 2).bytes(6, "a text that says something"));
            if (dice % 16 == 0)
                event.fixed(dice % 32 == 0 ? 47 : 48, dice % 32 == 0 ? ++flow : flow);
            ++speaker.depth;
        } else {
            event.number(9, 2);
            --speaker.depth;
        }
        out.message(
            1,
            ProtoBytes().number(8, 20 + random() % 2000).number(10, speaker.sequence).number(13, 2).message(11, event));
        ++events;
        constexpr qsizetype blockSize = 1 << 20;
        if (out.data().size() > blockSize) {
            written += file.write(out.data());
            out = ProtoBytes();
        }
    }
    file.write(out.data());
    file.flush();
    return events;
}

} // namespace

int main(int count, char **arguments)
{
    constexpr qint64 megabyte = 1'000'000;
    const qint64 size = (count > 1 ? std::atoll(arguments[1]) : 200) * megabyte;
    QTemporaryFile temporary;
    QFile kept(count > 3 ? QString::fromLocal8Bit(arguments[3]) : QString());
    QFile &file = count > 3 ? kept : temporary;
    if (count > 3 ? !kept.open(QIODevice::ReadWrite | QIODevice::Truncate) : !temporary.open())
        return 1;
    const quint32 annotated = count > 2 ? quint32(std::atoi(arguments[2])) : 33;
    const qint64 events = generate(file, size, annotated);
    std::printf("%.1f MB, %lld events, %.1f bytes an event, %u of 100 slices with annotations\n",
                double(file.size()) * 1e-6, static_cast<long long>(events), double(file.size()) / double(events),
                annotated);
    const auto eachPacket = [&](auto see) {
        file.seek(0);
        PerfettoFrames frames(&file);
        while (const std::optional<QByteArrayView> packet = frames.next())
            see(*packet);
    };
    timed("cutting into packets", file.size(), events, [&] {
        qsizetype sum = 0;
        eachPacket([&](QByteArrayView packet) { sum += packet.size(); });
        if (sum == 0)
            std::abort();
    });
    // What the generated classes would cost: one message, used again and again.
    perfetto::TracePacket packet;
    timed("peer: the same by libprotobuf", file.size(), events, [&] {
        eachPacket([&](QByteArrayView bytes) {
            if (!packet.ParseFromArray(bytes.data(), int(bytes.size())))
                std::abort();
        });
    });
    resetPeak();
    const double before = peakMegabytes();
    file.seek(0);
    Trace trace;
    timed("read into a trace", file.size(), events, [&] {
        const Result<Trace> result = readPerfetto(&file);
        if (!result)
            std::abort();
        trace = *result;
    });
    std::printf("peak memory %.0f MB (%.0f before), %.1f bytes an event of the trace; %lld events\n", peakMegabytes(),
                before, (peakMegabytes() - before) * 1024 * 1024 / double(trace.eventCount()),
                static_cast<long long>(trace.eventCount()));

    TraceGenerator generator(1);
    generator.generate(500'000);
    const Trace own = generator.trace();
    QBuffer buffer;
    buffer.open(QIODevice::ReadWrite);
    timed("a trace of ours written", 0, own.eventCount(), [&] { (void)writePerfetto(own, &buffer); });
    buffer.seek(0);
    timed("and read again", buffer.size(), own.eventCount(), [&] {
        const Result<Trace> again = readPerfetto(&buffer);
        if (!again || again->eventCount() != own.eventCount())
            std::abort();
    });
    std::printf("%.1f bytes an event\n", double(buffer.size()) / double(own.eventCount()));
    return 0;
}
