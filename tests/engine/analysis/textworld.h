#pragma once

#include "trace/formats/textreader.h"

#include <QtGlobal>

/// A trace stated as text; what is wrong with the text ends the test.
inline asq::trace::Trace traceFrom(const QString &text)
{
    const asq::trace::Result<asq::trace::Trace> trace = asq::trace::readText(text);
    if (!trace)
        qFatal("%s", qPrintable(trace.error().toString()));
    return *trace;
}

inline asq::trace::Trace traceFrom(const char *text)
{
    return traceFrom(QString::fromUtf8(text));
}

/// The entity of this label; ends the test when there is none.
inline asq::trace::EntityId entityCalled(const asq::trace::Trace &trace, const char *label)
{
    for (quint32 i = 1; i < quint32(trace.entityCount()); ++i) {
        if (trace.label(asq::trace::EntityId{i}) == QLatin1String(label))
            return asq::trace::EntityId{i};
    }
    qFatal("nobody is called %s", label);
}
