#pragma once

#include "trace/formats/textreader.h"
#include "trace/formats/tracefile.h"
#include "trace/traceverifier.h"

#include <QBuffer>
#include <QTest>

// What tests of traces ask again and again.

/// What `trace` says that cannot have happened, a line each; empty for one in order.
inline QString contradictionsIn(const asq::trace::Trace &trace)
{
    QStringList lines;
    for (const asq::trace::Contradiction &each : asq::trace::TraceVerifier::verify(trace))
        lines.append(asq::trace::TraceVerifier::toString(each));
    return lines.join(u'\n');
}

/// A recording in any form, from its bytes.
inline asq::trace::Result<asq::trace::TraceFile> readBytes(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    return asq::trace::readTraceFrom(&buffer);
}

/// A trace in order, from a literal of the text form.
inline asq::trace::Trace parsedTrace(const QString &text)
{
    const asq::trace::Result<asq::trace::Trace> trace = asq::trace::readText(text);
    if (!trace)
        qFatal("%s", qPrintable(trace.error().toString()));
    return *trace;
}

/// One of each thing that a trace can hold: texts with and without a last line end, remarks, every kind of row that other
/// tools have, times that go back, counters without a number, values with signs that do not print.
inline asq::trace::Trace traceOfEverything()
{
    return parsedTrace(QStringLiteral("asqtrace text 1\n"
                                      "clock virtual\n"
                                      "remark \"one\"\n"
                                      "remark \"\\\"two\\\"\\n\"\n"
                                      "program \"p\" @3:4\n"
                                      "file a.js\n"
                                      "| hello\n"
                                      "| world\n"
                                      "|~ end\n"
                                      "file a.js \"other\\u0000text\"\n"
                                      "entity far: process \"far away\"\n"
                                      "entity io: thread in far @2:1\n"
                                      "entity row: track \"row\" in io\n"
                                      "entity net: track \"net\" in far\n"
                                      "entity load: counter \"load\" in far\n"
                                      "entity early: goroutine @#1:2:3\n"
                                      "5ms/7ms started io \"outer {a: 1}\"\n"
                                      "started row \"inner\"\n"
                                      "6ms/8ms marked load \"1.5\"\n"
                                      "marked load \"no number\"\n"
                                      "marked far \"a word\"\n"
                                      "delivered io \"x\"\n"
                                      "returned row\n"
                                      "returned io ^#1\n"
                                      "scheduled net ^4\n"
                                      "started net \"op\" ^\n"
                                      "2s/3s gap program x7\n"
                                      "created late: channel \"orders\" in early @1 ^#3\n"
                                      "requested late by early \"value \\u0001 \\n\" x4294967295 @#1:9:9\n"
                                      "suspended early alts x3\n"
                                      "suspended early take on late\n"
                                      "logged early error \"bad\"\n"
                                      "1s/1s marked program \"back in time\"\n"
                                      "-5s/-6s marked nobody\n"
                                      "returned early\n"));
}

/// The words of QStringLists in tests.
inline QStringList list(std::initializer_list<const char *> lines)
{
    QStringList result;
    for (const char *line : lines)
        result.append(QString::fromUtf8(line));
    return result;
}
