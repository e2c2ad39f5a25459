#include "analysis/programstate.h"
#include "analysis/spans.h"
#include "trace/formats/bytes.h"
#include "trace/formats/chunkreader.h"
#include "trace/formats/chunkwriter.h"
#include "trace/formats/nativefile.h"
#include "trace/formats/nativeform.h"
#include "trace/formats/textwriter.h"
#include "trace/traceverifier.h"

#include <QBuffer>

#include <cstdlib>

using namespace asq;

namespace {

void addChunk(trace::ByteWriter &file, quint8 kind, const QByteArray &content, quint32 before, quint32 events)
{
    trace::ByteWriter head;
    head.fixed(trace::native::ChunkMarker);
    head.byte(kind);
    head.byte(trace::native::Plain);
    head.fixed(quint16(0));
    for (const quint32 number : {quint32(content.size()), quint32(content.size()), before, events,
                                 trace::crc32c(content.constData(), content.size())})
        head.fixed(number);
    head.fixed(trace::crc32c(head.bytes().constData(), head.size()));
    file.raw(head.bytes() + content);
}

/// Checksums keep a fuzzer out; so what does not begin as a file is taken for the content of a chunk, the first byte for
/// its number of events, and a whole file with the right checksums is made around it. When that byte is odd the file has
/// an index, which says of the chunk what the next bytes do.
QByteArray fileAround(const QByteArray &input)
{
    constexpr qsizetype told = 12;
    trace::ByteWriter file;
    file.raw(QByteArray(trace::native::Magic, sizeof trace::native::Magic));
    file.fixed(trace::native::MajorVersion);
    file.fixed(trace::native::MinorVersion);
    file.fixed(trace::crc32c(file.bytes().constData(), file.size()));
    const quint8 events = quint8(input.at(0)) / 2;
    const bool hasIndex = (quint8(input.at(0)) & 1) && input.size() > told;
    const QByteArray content = input.mid(hasIndex ? told : 1);
    addChunk(file, trace::native::DataChunk, content, 0, events);
    if (!hasIndex)
        return file.bytes();
    const auto byte = [&](qsizetype i) { return quint8(input.at(i)); };
    trace::ChunkPlace place;
    place.flags = byte(1);
    place.storedSize = quint32(content.size());
    place.plainSize = quint32(content.size()) + byte(2);
    place.tablesStored = byte(3);
    place.tablesPlain = byte(4);
    place.tablesSum = trace::crc32c(content.constData(), std::min<qsizetype>(content.size(), byte(3)));
    place.eventCount = events + byte(5);
    place.after.strings += byte(6);
    place.after.files += byte(7);
    place.after.locations += byte(8);
    place.after.entities += byte(9);
    place.changes = byte(10);
    place.remarks = byte(11);
    trace::ChunkIndexWriter index;
    index.add(place);
    addChunk(file, trace::native::EndChunk, index.content(file.size()), place.eventCount, 0);
    return file.bytes();
}

/// Every way of looking at a trace.
void lookAt(const trace::Trace &trace)
{
    (void)trace::TraceVerifier::verify(trace);
    const analysis::Spans spans(trace);
    const analysis::StateIndex states(trace);
    const analysis::ProgramState end = states.at(trace::EventId{quint32(trace.eventCount())});
    for (quint32 i = 1; i < quint32(trace.entityCount()); ++i) {
        (void)analysis::describe(trace, end, trace::EntityId{i});
        (void)analysis::waitsForChain(trace, end, trace::EntityId{i});
    }
}

/// The same bytes, opened so that the events stay where they are. What an index promises is not believed, but it may
/// promise more than there is time to find missing.
void openAndLook(const QByteArray &bytes, const trace::Trace &whole)
{
    const trace::ReadAt readAt = [&bytes](qint64 offset, qint64 size) { return bytes.mid(offset, size); };
    const trace::Result<trace::Trace> trace = trace::openNative(readAt, bytes.size(), {1, 1});
    constexpr qsizetype most = 100'000;
    if (!trace || trace->eventCount() > most || trace->stringCount() > most)
        return;
    lookAt(*trace);
    for (qsizetype i = 0; i < trace->stringCount(); ++i)
        (void)trace->string(trace::StringId{quint32(i)});
    const QString text = trace::writeText(*trace);
    if (trace->remarks().isEmpty() && whole.remarks().isEmpty() && text != trace::writeText(whole))
        std::abort();
}

} // namespace

// Whatever bytes arrive, reading them ends with an error or with a trace; that trace can be looked at in every way, and
// written and read again it is the same. The last byte of the input says in pieces of which size the rest arrives.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size - 1));
    const QByteArray bytes = input.at(0) == trace::native::Magic[0] ? input : fileAround(input);
    const qsizetype piece = 1 + data[size - 1];
    trace::TraceBuilder builder;
    trace::ChunkReader reader(&builder);
    for (qsizetype i = 0; i < bytes.size() && !reader.feed(bytes.mid(i, piece)); i += piece) {}
    reader.close();

    const trace::Trace trace = builder.snapshot();
    lookAt(trace);
    openAndLook(bytes, trace);

    QBuffer buffer;
    buffer.open(QIODevice::ReadWrite);
    if (trace::writeNative(trace, &buffer))
        std::abort();
    buffer.seek(0);
    const trace::Result<trace::Trace> again = trace::readNative(&buffer);
    if (!again || trace::writeText(*again) != trace::writeText(trace))
        std::abort();
    return 0;
}
