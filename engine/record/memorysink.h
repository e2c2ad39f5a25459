#pragma once

#include "record/sink.h"

#include "trace/tracebuilder.h"

namespace asq::record {

/// Keeps the recording as a trace in memory. Read it once the recorder has finished.
class MemorySink final : public Sink
{
public:
    void begin(bool virtualClock) override;
    void write(const Batch &batch) override;
    void flush(std::chrono::milliseconds) override {}
    void end() override {}

    trace::Trace trace() const { return m_builder.snapshot(); }

private:
    trace::TraceBuilder m_builder;
    QList<trace::StringId> m_strings = {trace::StringId::Empty}; ///< The builder's id by the recording's.
};

} // namespace asq::record
