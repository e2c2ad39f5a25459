#include "analysis/spans.h"
#include "trace/formats/tracefile.h"
#include "trace/traceverifier.h"

#include <QBuffer>

#include <cstdlib>

using namespace asq;

// Whatever bytes arrive, packed or not, opening them ends with an error that has words or with a trace; one of the events of
// other tools, whatever they say, contradicts nothing. (What a file of ours says is taken as it is; of packed files nobody
// knows here whether they are ours.)
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    const trace::Result<trace::TraceFile> file = trace::readTraceFrom(&buffer);
    if (!file) {
        if (file.error().text.isEmpty())
            std::abort();
        return 0;
    }
    (void)analysis::Spans(file->trace);
    const bool mayBeOurs = bytes.contains("Interleave recording") || bytes.startsWith("\x1f\x8b")
        || bytes.startsWith("\x28\xb5\x2f\xfd");
    if (file->form == QLatin1String("chrome") && !mayBeOurs && !trace::TraceVerifier::verify(file->trace).isEmpty())
        std::abort();
    return 0;
}
