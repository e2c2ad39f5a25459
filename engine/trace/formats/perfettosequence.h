#pragma once

#include "trace/event.h"

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <optional>
#include <unordered_map>
#include <vector>

namespace asq::trace {

namespace perfetto {
class InternedData;
class TracePacketDefaults;
} // namespace perfetto

/// What the packets of one sequence told once and refer to from then on: texts by number, defaults, where counters stand.
struct PerfettoSequence {
    /// A text, and which string of the trace it became by itself, if it did.
    struct Text {
        QByteArray bytes;
        StringId id = StringId::Empty;
        bool isKnown = false;
    };
    /// Texts by their number. Writers count up from 1; what is damaged may name any.
    class Texts
    {
    public:
        Text *find(quint64 iid);
        Text &add(quint64 iid);

    private:
        static constexpr quint64 DenseLimit = 1 << 16;
        std::vector<Text> m_dense;
        std::unordered_map<quint64, Text> m_others;
    };

    Texts eventNames;
    Texts noteNames;
    Texts noteTexts;
    Texts logBodies;
    Texts locations; ///< "file:line" or the name of the function.

    std::optional<quint32> clock; ///< Of packets that name none.
    std::optional<quint64> track; ///< Of events that name none.
    std::vector<quint64> counters; ///< The tracks of their extra values.
    std::vector<quint64> realCounters;
    std::unordered_map<quint64, qint64> counterValues; ///< Of counters that are told by differences, by track.
    struct Thread {
        qint32 process = 0;
        qint32 thread = 0;
    };
    std::optional<Thread> thread; ///< The old way to say who speaks.
    qint64 legacyMicroseconds = 0; ///< Where the old differences of time stand.

    bool isFirst = true; ///< No packet was seen yet.
    bool lostPackets = false; ///< And the state was not told again yet.

    /// The state is told anew.
    void clear();
    void intern(const perfetto::InternedData &data);
    void setDefaults(const perfetto::TracePacketDefaults &defaults);
};

} // namespace asq::trace
