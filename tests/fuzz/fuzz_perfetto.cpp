#include "analysis/programstate.h"
#include "analysis/spans.h"
#include "trace/formats/perfettoreader.h"
#include "trace/formats/perfettowriter.h"
#include "trace/formats/textwriter.h"
#include "trace/traceverifier.h"

#include <QBuffer>

#include <cstdlib>

using namespace asq;

// Whatever bytes arrive, reading them ends with an error or with a trace. One of another tool's recording can have happened.
// Any trace, written and read again, is the same.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    (void)trace::looksLikePerfetto(bytes.left(64));
    QBuffer source(&bytes);
    source.open(QIODevice::ReadOnly);
    const trace::Result<trace::Trace> trace = trace::readPerfetto(&source);
    if (!trace)
        return 0;
    const bool isForeign = trace->entityCount() < 2 || !bytes.contains("Interleave recording");
    if (!trace::TraceVerifier::verify(*trace).isEmpty() && isForeign)
        std::abort();
    const analysis::Spans spans(*trace);
    const analysis::StateIndex states(*trace);

    QBuffer buffer;
    buffer.open(QIODevice::ReadWrite);
    if (trace::writePerfetto(*trace, &buffer))
        std::abort();
    buffer.seek(0);
    const trace::Result<trace::Trace> again = trace::readPerfetto(&buffer);
    if (!again || trace::writeText(*again) != trace::writeText(*trace))
        std::abort();
    return 0;
}
