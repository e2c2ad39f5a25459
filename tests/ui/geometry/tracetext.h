#pragma once

#include "geometry/timelinesource.h"
#include "trace/formats/textreader.h"

#include <QFile>

namespace interleave {

/// The trace that `text`, in the text form, says. A mistake in it ends the test.
inline asq::trace::Trace traceFrom(const char *text)
{
    const asq::trace::Result<asq::trace::Trace> trace = asq::trace::readText(QString::fromUtf8(text));
    if (!trace)
        qFatal("the trace of this test: %s", qPrintable(trace.error().toString()));
    return *trace;
}

inline TimelineSource sourceOf(const asq::trace::Trace &trace)
{
    return TimelineSource(trace);
}

/// tests/samples/orders.asqtext.
inline asq::trace::Trace ordersTrace()
{
    QFile file(QStringLiteral(SAMPLES "/orders.asqtext"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the sample is not there");
    return traceFrom(file.readAll().constData());
}

} // namespace interleave
