#pragma once

#include "record/feedids.h"
#include "record/recordqueue.h"
#include "record/sink.h"
#include "record/tickclock.h"

#include <QHash>

namespace asq::record {

/// Turns what the threads left behind into events of a trace: core's ids become the trace's, ticks become nanoseconds,
/// texts and positions are interned, and entities that were never announced come to light. Used by the writer thread
/// alone.
class Translator
{
public:
    /// Before records that were published up to now are translated.
    void refreshClock() { m_scale.refresh(); }
    void addFile(const QString &name, const QString &text) { m_batch.files.append({name, text}); }
    /// A thread whose first record is `record`: gets an entity of its own, unless it is the program's own. Real clocks
    /// are brought together; virtual ones have nothing in common but their begin.
    void beginFeed(FeedIds &ids, const QString &threadName, const Record &record, bool hasVirtualClock);
    /// Requires: beginFeed() was called for `ids`.
    void translate(FeedIds &ids, const Record &record, QStringView text);
    /// Announcements were lost at the end of a feed, without a record that says so.
    void addGap(FeedIds &ids, quint32 count);
    /// An event of the recorder's own, which no kernel knows of: the program failed, and why.
    void addFailure(const QString &text);

    const Batch &batch() const { return m_batch; }
    /// What batch() held has been written.
    void advance() { m_batch.advance(); }

private:
    /// A position as a key of the table of locations.
    struct Place {
        quint32 file;
        quint32 line;
        quint32 column;
        friend bool operator==(const Place &, const Place &) = default;
        friend size_t qHash(const Place &place, size_t seed = 0) noexcept
        {
            return qHashMulti(seed, place.file, place.line, place.column);
        }
    };
    void translateBirth(FeedIds &ids, const Record &record, QStringView text, trace::Event event);
    void translateGap(FeedIds &ids, quint32 count, trace::Event event);
    qint64 programTime(const FeedIds &ids, qint64 kernelTime);
    trace::Event eventNow();
    trace::EventId append(const trace::Event &event);
    trace::EventId nextEvent() const { return trace::EventId(m_batch.firstEvent + quint32(m_batch.events.size())); }
    trace::EntityId addEntity(FeedIds &ids, quint32 coreId, const trace::Entity &entity);
    /// The trace's entity; one that nobody announced is taken to be a `kind` from here on.
    trace::EntityId entityOf(FeedIds &ids, quint32 coreId, trace::EntityKind kind, const trace::Event &event);
    trace::StringId intern(QStringView text);
    trace::LocationId intern(Place place);

    TickScale m_scale;
    Batch m_batch;
    QHash<QString, trace::StringId> m_strings;
    QHash<Place, trace::LocationId> m_locations;
    qint64 m_lastProgramTime = 0;
    std::optional<qint64> m_clockBase; ///< Real time minus program time, of the first feed.
};

} // namespace asq::record
