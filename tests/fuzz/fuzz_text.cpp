#include "analysis/programstate.h"
#include "trace/formats/textreader.h"
#include "trace/formats/textwriter.h"
#include "trace/traceverifier.h"

#include <cstdlib>

using namespace asq;

// Whatever the text, reading it ends with an error or with a trace, and that trace's text reads as itself.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    const trace::Result<trace::Trace> trace = trace::readText(text);
    if (!trace)
        return 0;
    (void)trace::TraceVerifier::verify(*trace);
    (void)analysis::StateIndex(*trace);
    const QString canonical = trace::writeText(*trace);
    const trace::Result<trace::Trace> again = trace::readText(canonical);
    if (!again || trace::writeText(*again) != canonical)
        std::abort();
    return 0;
}
