#pragma once

#include "trace/formats/perfettoclocks.h"
#include "trace/formats/perfettosequence.h"
#include "trace/formats/perfettotracks.h"
#include "trace/formats/perfettowire.h"

#include <QVarLengthArray>

namespace asq::trace {

namespace perfetto {
class LegacyEvent;
}

/// Takes track events apart and tells an assembler what they say. Events of tracks that are described later wait.
class PerfettoEvents
{
public:
    /// When a packet says that it happened.
    struct Stamp {
        std::optional<qint64> time; ///< On the trace's clock; nullopt: the event itself says it.
        quint32 sequence = 0;
    };

    /// Requires: all of them outlive this.
    PerfettoEvents(TrackAssembler *assembler, PerfettoTracks *tracks, PerfettoClocks *clocks)
        : m_assembler(assembler), m_tracks(tracks), m_clocks(clocks)
    {
    }

    /// False when the bytes are no track event.
    bool feed(QByteArrayView event, const Stamp &stamp, PerfettoSequence &sequence);
    /// Tells what waited for descriptions that did not come. Nothing may be fed afterwards.
    void finish();
    qsizetype count() const { return m_count; }

private:
    /// A track event as it stands in the file.
    struct Raw {
        void clear();
        quint32 type = 0;
        std::optional<quint64> track;
        std::optional<quint64> name;
        QByteArrayView nameText;
        std::optional<quint64> location;
        std::optional<qint64> counter;
        std::optional<double> realCounter;
        std::optional<qint64> deltaMicroseconds;
        std::optional<qint64> absoluteMicroseconds;
        QByteArrayView legacy;
        QByteArrayView log;
        QVarLengthArray<QByteArrayView, 16> notes;
        QVarLengthArray<quint64, 4> flows;
        QVarLengthArray<quint64, 4> lastFlows;
        QVarLengthArray<quint64, 4> counters;
        QVarLengthArray<quint64, 4> counterValues;
        QVarLengthArray<quint64, 4> realCounters;
        QVarLengthArray<quint64, 4> realCounterValues;
    };
    struct Flow {
        quint64 id = 0;
        FlowRole role = FlowRole::Start;
        bool isToNext = false;
    };
    /// What is to be told of one track.
    struct Action {
        enum Kind : quint8 { Begin, End, Slice, Instant, Count, FlowsOnly };
        qint64 time = 0;
        qint64 duration = 0; ///< Of Slice.
        Kind kind = Begin;
        StringId text = StringId::Empty; ///< Of Count: the number.
        StringId name = StringId::Empty; ///< What an unnamed track is called from then on.
        QVarLengthArray<Flow, 2> flows;
    };
    struct Waiting {
        quint64 track;
        Action action;
    };

    static bool parse(QByteArrayView event, Raw *raw);
    static bool parseField(const WireField &field, Raw *raw);
    std::optional<qint64> timeOf(const Raw &raw, const Stamp &stamp, PerfettoSequence &sequence);
    StringId nameOf(const Raw &raw, std::optional<quint64> iid, PerfettoSequence &sequence);
    static QByteArray bytesOf(const Raw &raw, std::optional<quint64> iid, PerfettoSequence &sequence);
    StringId textOf(const Raw &raw, StringId name, std::optional<quint64> iid, PerfettoSequence &sequence);
    void tellPlain(const Raw &raw, qint64 time, PerfettoSequence &sequence);
    void tellCounters(const Raw &raw, qint64 time, PerfettoSequence &sequence);
    void tellCount(quint64 track, qint64 time, qint64 value, PerfettoSequence &sequence);
    void tellCount(quint64 track, qint64 time, double value);
    void tell(quint64 track, const Action &action);
    void tell(TrackRow row, const Action &action);

    // In perfettolegacy.cpp.
    void tellLegacy(const Raw &raw, const perfetto::LegacyEvent &legacy, qint64 time, PerfettoSequence &sequence);
    PerfettoSequence::Thread speakerOf(const Raw &raw, const perfetto::LegacyEvent &legacy,
                                       const PerfettoSequence &sequence);
    static bool setLegacyKind(const Raw &raw, const perfetto::LegacyEvent &legacy, Action *action);
    static void addLegacyFlows(const perfetto::LegacyEvent &legacy, PerfettoSequence::Thread speaker, Action *action);
    void tellOperation(const Raw &raw, const perfetto::LegacyEvent &legacy, qint64 time, PerfettoSequence &sequence);
    void tellLegacyCounter(const Raw &raw, const QByteArray &label, qint64 time, TrackRow process,
                           PerfettoSequence &sequence);
    static qint64 nanosecondsOf(qint64 microseconds);

    TrackAssembler *m_assembler;
    PerfettoTracks *m_tracks;
    PerfettoClocks *m_clocks;
    Raw m_raw;
    std::string m_text;
    std::vector<Waiting> m_waiting;
    qsizetype m_count = 0;
};

} // namespace asq::trace
