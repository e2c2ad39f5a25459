#include "protobytes.h"

#include "trace/formats/perfettoreader.h"
#include "trace/formats/textwriter.h"
#include "trace/traceverifier.h"

#include <QBuffer>
#include <QTest>

using namespace asq::trace;
using namespace perfettobytes;

class PerfettoReaderTest : public QObject
{
    Q_OBJECT

    static Result<Trace> read(QByteArray bytes)
    {
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::ReadOnly);
        return readPerfetto(&buffer);
    }
    /// The trace in words, without its first line; or what is wrong with it.
    static QString told(const QByteArray &bytes)
    {
        const Result<Trace> trace = read(bytes);
        if (!trace)
            return trace.error().toString();
        const QList<Contradiction> found = TraceVerifier::verify(*trace);
        if (!found.isEmpty())
            return TraceVerifier::toString(found.first());
        return writeText(*trace);
    }
private Q_SLOTS:
    void show()
    {
        const QByteArray whole = file({
            processTrack(1, 10, "shop"),
            threadTrack(2, 1, 10, 11, "main"),
            threadTrack(3, 1, 10, 12, "io"),
            namedTrack(4, 1, "network"),
            namedTrack(5, 4, "cache"),
            counterTrack(6, 1, "memory"),
            tell(at(1000), begin(2, "outer")),
            tell(at(2000), begin(2, "inner").fixed(47, 99)),
            tell(at(2500), instant(2, "blink")),
            tell(at(3000), end(2)),
            tell(at(3500), begin(3, "load").fixed(48, 99)),
            tell(at(3600), begin(4, "GET")),
            tell(at(3700), begin(5, "look up")),
            tell(at(3800), end(4)),
            tell(at(3900), end(5)),
            tell(at(4000), ProtoBytes().number(9, 4).number(11, 6).number(30, 12)),
            tell(at(4100), ProtoBytes().number(9, 4).number(11, 6).real(44, 12.5)),
            tell(at(4200), end(3)),
            tell(at(5000), end(2)),
        });
        puts(qPrintable(told(whole)));
    }
};

QTEST_APPLESS_MAIN(PerfettoReaderTest)
#include "tst_perfettoreader.moc"
