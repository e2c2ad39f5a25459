#include "analysis/programstate.h"
#include "analysis/spans.h"
#include "trace/formats/bytes.h"
#include "trace/formats/chunkreader.h"
#include "trace/formats/chunkwriter.h"
#include "trace/formats/nativeform.h"
#include "trace/formats/textwriter.h"
#include "trace/traceverifier.h"

#include <QBuffer>

#include <cstdlib>

using namespace asq;

namespace {

/// Checksums keep a fuzzer out; so what does not begin as a file is taken for the content of a chunk, the first byte for
/// its number of events, and a whole file with the right checksums is made around it.
QByteArray fileAround(const QByteArray &input)
{
    trace::ByteWriter head;
    head.raw(QByteArray(trace::native::Magic, sizeof trace::native::Magic));
    head.fixed(trace::native::MajorVersion);
    head.fixed(trace::native::MinorVersion);
    head.fixed(trace::crc32c(head.bytes().constData(), head.size()));
    const QByteArray content = input.mid(1);
    trace::ByteWriter chunk;
    chunk.fixed(trace::native::ChunkMarker);
    chunk.byte(trace::native::DataChunk);
    chunk.byte(trace::native::Plain);
    chunk.fixed(quint16(0));
    chunk.fixed(quint32(content.size()));
    chunk.fixed(quint32(content.size()));
    chunk.fixed(quint32(0));
    chunk.fixed(quint32(quint8(input.at(0))));
    chunk.fixed(trace::crc32c(content.constData(), content.size()));
    chunk.fixed(trace::crc32c(chunk.bytes().constData(), chunk.size()));
    return head.bytes() + chunk.bytes() + content;
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
    (void)trace::TraceVerifier::verify(trace);
    const analysis::Spans spans(trace);
    const analysis::StateIndex states(trace);
    const analysis::ProgramState end = states.at(trace::EventId{quint32(trace.eventCount())});
    for (quint32 i = 1; i < quint32(trace.entityCount()); ++i) {
        (void)analysis::describe(trace, end, trace::EntityId{i});
        (void)analysis::waitsForChain(trace, end, trace::EntityId{i});
    }

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
