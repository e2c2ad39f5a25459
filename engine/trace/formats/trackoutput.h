#pragma once

#include "trace/formats/bytestrings.h"
#include "trace/formats/chunkwriter.h"
#include "trace/result.h"
#include "trace/tracebuilder.h"

#include <QFile>

#include <optional>
#include <vector>

namespace asq::trace {

/// Takes the events that a TrackReplay tells and makes a trace of them: in memory; or, where many are to come, in the native
/// form in a file that nobody else sees, from which they are loaded as from any large native file. Texts have the ids
/// of a ByteStrings here; those that are used get into the trace when they first are.
class TrackOutput
{
public:
    enum class Place { Memory, File };

    /// Without a scratch file it is Memory. Requires: `texts` outlives this, and gets no more of them.
    TrackOutput(const ByteStrings *texts, Place place);
    ~TrackOutput();
    TrackOutput(const TrackOutput &) = delete;
    TrackOutput &operator=(const TrackOutput &) = delete;

    void setProgram(StringId label);
    EntityId addEntity(EntityKind kind, EntityId parent, StringId label);
    /// The same with a label that is none of the texts'.
    EntityId addEntity(EntityKind kind, EntityId parent, const QString &label);
    EventId append(const Event &event);
    void addRemark(const QString &sentence);
    /// The event was another one: a moment since when `receiver` may run. Costs little as long as few events came after it.
    /// Requires: it was appended.
    void setScheduled(EventId event, EntityId receiver);
    /// It has this cause.
    void setCause(EventId event, EventId cause);

    QString text(StringId id) const;
    /// The error is the scratch file's. Nothing may be told afterwards.
    Result<Trace> finish();

private:
    /// Events wait here for what may be said of them later, before they are packed.
    static constexpr std::size_t Window = 32 * 1024;
    struct Change {
        EventId event = EventId::None;
        std::optional<EntityId> receiver = std::nullopt;
        EventId cause = EventId::None;
    };
    StringId placed(StringId text);
    StringId add(QByteArrayView utf8);
    void change(const Change &change);
    static void apply(const Change &change, Event &event);
    std::optional<QString> rewrite();

    const ByteStrings *m_texts;
    std::vector<StringId> m_ids; ///< By text: which string of the trace it is; Empty: none yet.
    TraceBuilder m_builder; ///< Of Memory.
    std::shared_ptr<QFile> m_file;
    std::unique_ptr<ChunkWriter> m_writer;
    std::vector<Event> m_window; ///< By event number modulo its size.
    quint32 m_count = 0;
    std::vector<Change> m_late; ///< What was said of events that are packed already.
};

} // namespace asq::trace
