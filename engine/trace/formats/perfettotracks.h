#pragma once

#include "trace/formats/pointercache.h"
#include "trace/formats/trackassembler.h"

#include <QByteArray>
#include <QHash>

#include <optional>
#include <unordered_map>

namespace asq::trace {

namespace perfetto {
class ProcessDescriptor;
class ThreadDescriptor;
class TrackDescriptor;
} // namespace perfetto

/// From Perfetto's tracks, which have a number each and are described anywhere in the file, to the assembler's rows.
///
/// A track that is neither a process nor a thread nor a counter may have any parent and overlap with it; so it
/// becomes a row of its own below the process, labelled with the way to it ("network / cache").
class PerfettoTracks
{
public:
    /// What is known of a track.
    struct Track {
        enum Kind : quint8 { Unknown, Process, Thread, Named, Counter };
        Kind kind = Unknown;
        bool isIncremental = false; ///< Of counters: each value is what is added to the one before.
        bool isUnnamed = false;     ///< The first slice in it gives it its name.
        qint32 process = 0;
        qint32 thread = 0;
        quint64 parent = 0;
        qint64 unit = 1; ///< Of counters.
        QByteArray name;
        std::optional<TrackRow> row;
    };

    /// Requires: `assembler` outlives this.
    explicit PerfettoTracks(TrackAssembler *assembler) : m_assembler(assembler) {}

    void describe(const perfetto::TrackDescriptor &descriptor);
    void describe(const perfetto::ProcessDescriptor &descriptor);
    void describe(const perfetto::ThreadDescriptor &descriptor);

    /// The track of that number; the reference stays good.
    Track &track(quint64 uuid);
    /// Its row; nullopt when it or one above it has not been described yet, and `mayWait` says that it still can be.
    std::optional<TrackRow> row(Track &track, bool mayWait);
    /// The process above, or the program.
    TrackRow processOf(const Track &track);
    TrackRow process(qint32 process);
    TrackRow thread(qint32 process, qint32 thread);
    /// The counter of that name in `process`, made when it is new.
    TrackRow counter(TrackRow process, const QByteArray &name);

private:
    std::optional<TrackRow> namedRow(Track &track, bool mayWait);

    TrackAssembler *m_assembler;
    std::unordered_map<quint64, Track> m_tracks;
    PointerCache<Track> m_recent;
    QHash<qint32, TrackRow> m_processes;
    QHash<quint64, TrackRow> m_threads;
    QHash<QByteArray, TrackRow> m_counters;
};

} // namespace asq::trace
