#pragma once

#include "record/nativesink.h"

#include <memory>

namespace asq::debug {

class LinkPipe;

/// Sends a recording over the link as it comes to be: the bytes of the native form in chunk frames.
class LinkSink final : public record::Sink
{
public:
    explicit LinkSink(std::shared_ptr<LinkPipe> pipe);
    ~LinkSink() override;

    void begin(bool virtualClock) override { m_native.begin(virtualClock); }
    void write(const record::Batch &batch) override { m_native.write(batch); }
    void flush(std::chrono::milliseconds limit) override;
    void end() override { m_native.end(); }
    QString problem() const override { return m_native.problem(); }

private:
    std::shared_ptr<LinkPipe> m_pipe;
    record::NativeSink m_native;
};

} // namespace asq::debug
