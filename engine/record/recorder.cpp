#include "record/recorder.h"

#include "record/memorysink.h"

namespace asq::record {

namespace {

std::vector<std::unique_ptr<Sink>> with(std::vector<std::unique_ptr<Sink>> sinks, std::unique_ptr<Sink> one)
{
    if (one)
        sinks.push_back(std::move(one));
    return sinks;
}

} // namespace

Recorder::Recorder(RecorderOptions options, std::vector<std::unique_ptr<Sink>> sinks)
    : Feed(std::make_shared<Exchange>(), options), m_memory(options.keepInMemory ? new MemorySink : nullptr),
      m_writer(sharedExchange(), with(std::move(sinks), std::unique_ptr<Sink>(m_memory)), this->options())
{
    exchange().setVirtualClock(options.virtualClock);
}

Recorder::~Recorder()
{
    finish();
}

std::unique_ptr<Feed> Recorder::addThread(const QString &name)
{
    Q_ASSERT(!name.isEmpty());
    return std::make_unique<Feed>(sharedExchange(), options(), name);
}

bool Recorder::flushNow(std::chrono::milliseconds limit)
{
    return flushGate().flushWithin(limit);
}

bool Recorder::saveNow(std::chrono::milliseconds limit)
{
    exchange().requestSave();
    return flushGate().flushWithin(limit);
}

void Recorder::noteFailure(const QString &text)
{
    exchange().addFailure(text);
    exchange().gate().wake();
}

trace::Trace Recorder::finish()
{
    endFeed();
    m_writer.finish();
    return m_memory ? m_memory->trace() : trace::Trace();
}

} // namespace asq::record
