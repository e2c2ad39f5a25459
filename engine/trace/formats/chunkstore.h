#pragma once

#include "trace/formats/chunkindex.h"
#include "trace/trace.h"

#include <QStringList>

#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace asq::trace {

/// So many bytes of values, the least recently used of which go first. For several threads.
template<typename Value>
class BoundedCache
{
public:
    explicit BoundedCache(qsizetype budget) : m_budget(budget) {}

    /// Null when it is not there (any more).
    std::shared_ptr<const Value> find(quint32 key)
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_places.find(key);
        if (found == m_places.end())
            return nullptr;
        m_entries.splice(m_entries.begin(), m_entries, found->second);
        return found->second->value;
    }
    /// The value that is kept, which is another one when somebody was faster.
    std::shared_ptr<const Value> insert(quint32 key, std::shared_ptr<const Value> value, qsizetype bytes)
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_places.find(key);
        if (found != m_places.end())
            return found->second->value;
        m_entries.push_front({key, bytes, std::move(value)});
        m_places.emplace(key, m_entries.begin());
        m_bytes += bytes;
        while (m_bytes > m_budget && m_entries.size() > 1) {
            m_bytes -= m_entries.back().bytes;
            m_places.erase(m_entries.back().key);
            m_entries.pop_back();
        }
        return m_entries.front().value;
    }
    qsizetype bytes() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_bytes;
    }
    void clear()
    {
        const std::scoped_lock lock(m_mutex);
        m_places.clear();
        m_entries.clear();
        m_bytes = 0;
    }

private:
    struct Entry {
        quint32 key;
        qsizetype bytes;
        std::shared_ptr<const Value> value;
    };
    mutable std::mutex m_mutex;
    std::list<Entry> m_entries; ///< The one used last comes first.
    std::unordered_map<quint32, typename std::list<Entry>::iterator> m_places;
    qsizetype m_bytes = 0;
    const qsizetype m_budget;
};

/// The events and strings of a native file, chunk by chunk, unpacked when they are asked for and kept within a budget. All
/// of it can be asked from several threads at once.
///
/// Chunks are unpacked into whole events, not into columns: what is kept is bounded anyway, and one event is then one
/// line of the processor's cache. An event of the chunk that a thread looked into last costs a comparison and a copy.
class ChunkStore
{
public:
    struct Budget {
        qsizetype eventBytes = 48 * 1024 * 1024;
        qsizetype stringBytes = 16 * 1024 * 1024;
    };

    ChunkStore(ReadAt readAt, std::vector<ChunkPlace> places, Budget budget);
    ~ChunkStore();
    ChunkStore(const ChunkStore &) = delete;
    ChunkStore &operator=(const ChunkStore &) = delete;

    qsizetype eventCount() const { return m_eventCount; }
    /// Counts string 0.
    qsizetype stringCount() const { return m_stringCount; }
    const std::vector<ChunkPlace> &places() const { return m_places; }

    /// Requires: 0 <= i < eventCount(). Of a chunk that cannot be read every event is a gap: see problems().
    Event event(qsizetype i) const;
    /// Requires: id is below stringCount(). Empty when it cannot be read.
    QString string(StringId id) const;
    /// What was found wrong since the file was opened, in sentences for people.
    QStringList problems() const;
    /// Bytes of the events and strings that are unpacked now.
    qsizetype bytesInUse() const { return m_chunks.bytes() + m_strings.bytes(); }
    /// For who needs the memory more at the moment: everything is unpacked again when it is asked for.
    void forgetUnpacked() const
    {
        m_chunks.clear();
        m_strings.clear();
    }

    /// The rows of a chunk but for its strings; or, in `problem`, why not.
    std::optional<ChunkTables> tables(std::size_t chunk, ChunkTables::Strings strings, QString *problem) const;
    /// Equal locations of the file have one id in the trace: [id of the file] is that id. For the one that opens the file.
    void setLocations(std::vector<LocationId> ids);

private:
    struct Chunk {
        quint32 first;
        std::vector<Event> events;
    };
    struct Held;
    std::size_t chunkOf(quint32 event) const;
    Event findEvent(quint32 i) const;
    std::shared_ptr<const Chunk> loaded(std::size_t chunk) const;
    std::optional<std::vector<Event>> readEventsOf(const ChunkPlace &place, QString *problem) const;
    void report(std::size_t chunk, const QString &problem) const;

    const ReadAt m_readAt;
    const std::vector<ChunkPlace> m_places;
    std::vector<quint32> m_chunkOfBlock; ///< By event / BlockSize: the chunk that the block's first event is in.
    std::vector<quint32> m_stringChunks; ///< Those with strings.
    std::vector<LocationId> m_locations; ///< Empty when ids are those of the file.
    const quint64 m_serial; ///< Of all stores of the process, from 1.
    qsizetype m_eventCount = 0;
    qsizetype m_stringCount = 1;
    mutable BoundedCache<Chunk> m_chunks;
    mutable BoundedCache<std::vector<QString>> m_strings;
    mutable std::mutex m_problemMutex;
    mutable std::vector<std::pair<std::size_t, QString>> m_problems;
};

} // namespace asq::trace
