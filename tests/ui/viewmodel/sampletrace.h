#pragma once

#include "trace/tracebuilder.h"
#include "viewmodel/recordingfile.h"

#include <QtGlobal>

/// The recording that these tests step through: gate, token, channel, reactive sequence and a failure.
inline asq::trace::Trace sampleTrace()
{
    const auto trace = interleave::readRecording(QStringLiteral(SAMPLES "/orders.asqtext"));
    if (!trace)
        qFatal("%s", qPrintable(trace.error().toString()));
    return *trace;
}

/// The entity called `label`, or None.
inline asq::trace::EntityId entityCalled(const asq::trace::Trace &trace, const QString &label)
{
    for (quint32 i = 1; i < quint32(trace.entityCount()); ++i)
        if (trace.label(asq::trace::EntityId(i)) == label)
            return asq::trace::EntityId(i);
    return asq::trace::EntityId::None;
}

/// The first `count` events of `trace`, as a recording that still grows gives them.
inline asq::trace::Trace beginning(const asq::trace::Trace &trace, qsizetype count)
{
    asq::trace::TraceBuilder builder;
    for (qsizetype i = 1; i < trace.stringCount(); ++i)
        builder.intern(trace.string(asq::trace::StringId{quint32(i)}));
    for (const asq::trace::SourceFile &file : trace.files())
        builder.addFile(file.name, file.text);
    for (qsizetype i = 1; i < trace.locations().size(); ++i)
        builder.intern(trace.locations().at(i));
    builder.setEntity(asq::trace::EntityId::Program, trace.entity(asq::trace::EntityId::Program));
    for (qsizetype i = 2; i < trace.entityCount(); ++i)
        builder.addEntity(trace.entities().at(i));
    for (qsizetype i = 0; i < count; ++i)
        builder.append(trace.event(i));
    builder.setVirtualClock(trace.virtualClock());
    return builder.snapshot();
}
