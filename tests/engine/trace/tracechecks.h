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

/// The words of QStringLists in tests.
inline QStringList list(std::initializer_list<const char *> lines)
{
    QStringList result;
    for (const char *line : lines)
        result.append(QString::fromUtf8(line));
    return result;
}
