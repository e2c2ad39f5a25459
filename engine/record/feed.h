#pragma once

#include "core/observer.h"
#include "record/exchange.h"
#include "record/recorderoptions.h"
#include "record/tickclock.h"

namespace asq::record {

/// The part of a recorder that one thread announces to: a record of 48 bytes in bounded memory of the thread's own and
/// a summary of its values. Nothing here locks or waits; what finds no room is counted and becomes a gap event.
///
/// born(), announce() and beginBatch() belong to one thread. May outlive the recorder: what comes then is not recorded.
class Feed : public Observer
{
public:
    /// `threadName` tells it from others; empty: the program's own thread.
    Feed(std::shared_ptr<Exchange> exchange, const RecorderOptions &options, const QString &threadName = {});
    ~Feed() override;
    Feed(const Feed &) = delete;
    Feed &operator=(const Feed &) = delete;

    EventId born(const Birth &birth) final;
    EventId announce(const Announcement &announcement) final;
    quint32 addFile(const QString &name, const QString &text) final { return m_exchange->addFile(name, text); }
    /// What is announced until the next call happened now, when the clock is read once a batch.
    void beginBatch() final
    {
        if (m_options.clock == RecorderOptions::Clock::EachBatch)
            m_ticks = readTicks();
    }
    /// Announcements that found no room so far. On the feed's thread.
    quint64 lostCount() const { return m_lostTotal; }

protected:
    Exchange &exchange() const { return *m_exchange; }
    const std::shared_ptr<Exchange> &sharedExchange() const { return m_exchange; }
    const RecorderOptions &options() const { return m_options; }
    /// Nothing is recorded from now on.
    void endFeed();

private:
    void fill(Record &record, const Announcement &announcement);
    /// Whatever it has, and whatever there is room for.
    EventId announceWithText(const Announcement &announcement);
    RecordQueue::Slot reserve(quint32 textRoom, bool mayUseReserve);
    bool recordGap(bool mayUseReserve);
    quint64 ticks() const { return m_options.clock == RecorderOptions::Clock::EachEvent ? readTicks() : m_ticks; }
    EventId publish(quint32 textLength);
    EventId lose();

    const RecorderOptions m_options;
    const std::shared_ptr<Exchange> m_exchange;
    const std::shared_ptr<Inlet> m_inlet;
    RecordQueue &m_queue;
    quint64 m_ticks = readTicks();
    quint32 m_lastEvent = 0;
    /// Why a record may not simply be written: one test for all of it. Ended perhaps by the thread that finishes the
    /// recorder.
    enum State : quint8 { HasLost = 1, Ended = 2 };
    bool is(State state) const { return m_state.load(std::memory_order_relaxed) & state; }
    std::atomic<quint8> m_state = 0;
    const quint32 m_valueRoom; ///< For the text of an event's values; 0: they are not kept.
    const int m_valueDepth;
    quint64 m_lostTotal = 0;
};

} // namespace asq::record
