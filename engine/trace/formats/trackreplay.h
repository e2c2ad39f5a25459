#pragma once

#include "trace/formats/trackassembler.h"
#include "trace/formats/trackmerge.h"
#include "trace/formats/trackoutput.h"
#include "trace/formats/tracksort.h"

#include <QHash>

#include <deque>
#include <limits>
#include <queue>
#include <unordered_map>
#include <utility>
#include <vector>

namespace asq::trace {

/// Goes once through the items of a TrackAssembler, in the order of time, and tells its output what happened: the second half of that
/// class, and what it knows only while it works.
class TrackReplay
{
public:
    /// Takes the items of `assembler` away.
    TrackReplay(TrackAssembler &assembler, TrackOutput &output);
    void run();

private:
    static constexpr qint64 Unknown = std::numeric_limits<qint64>::max();
    static constexpr int MostNested = 512; ///< Deeper is damage: each depth is an entity.

    struct OpenSlice {
        qint64 end = Unknown;
        EventId started = EventId::None;
        qint64 begin = 0;
        bool hasCause = false; ///< Its event `started` has.
        EntityId entity = EntityId::None;
        StringId name = StringId::Empty;
        quint32 serial = 0;
        bool isResource = false; ///< It happens to a resource, so it takes none of the row's depths.
    };
    struct FlowPart {
        quint64 flow;
        StringId text;
        FlowRole role;
    };
    /// A row of slices, or a lane of operations.
    struct Lane {
        EntityId entity = EntityId::None;
        StringId label = StringId::Empty;
        std::vector<EntityId> deeper; ///< The tracks of nested slices.
        std::vector<OpenSlice> open;
        std::vector<StringId> cutNames; ///< Of slices that were cut: their ends are still to come.
        std::vector<FlowPart> flowsToNext;
        int depth = 0;
    };
    /// The end of a slice whose end is known, in a heap: the earliest first, of equal ones the inner first.
    struct KnownEnd {
        qint64 time;
        quint32 serial;
        Lane *lane;
        bool operator<(const KnownEnd &other) const
        {
            return time != other.time ? time > other.time : serial < other.serial;
        }
    };
    struct Beginning {
        StringId text;
        StringId name = StringId::Empty;
        qint64 end = Unknown;
        EntityId resource = EntityId::None;
        EventId cause = EventId::None;
    };
    struct Departure {
        EventId event = EventId::None;
        bool hasArrived = false;
        bool isScheduled = false; ///< The event is no mark any more.
    };
    struct Resource {
        EntityId entity = EntityId::None;
        EventId created = EventId::None;
        int repeats = 0; ///< Callbacks that began inside one of the same resource.
    };
    struct LanesOfLabel {
        std::deque<Lane> lanes;
        std::priority_queue<quint32, std::vector<quint32>, std::greater<>> free;
    };
    struct OpenOperation {
        Lane *lane;
        LanesOfLabel *lanes;
        quint32 position; ///< In lanes.
    };
    using Key = std::pair<TrackRow, quint64>;
    struct KeyHash {
        std::size_t operator()(const Key &key) const { return qHashMulti(0, index(key.first), key.second); }
    };
    struct EntityPast {
        EventId created = EventId::None;
        EventId lastEnd = EventId::None;
    };

    void declareRows();
    void replayInstant(TrackMerge &items);
    EntityId addEntity(EntityKind kind, EntityId parent, StringId label, StringId value, EventId cause);
    EntityId announce(EntityId id, StringId value, EventId cause);
    EventId append(EventKind kind, EntityId entity, StringId value = StringId::Empty, EventId cause = EventId::None);
    Lane &lane(TrackRow row) { return m_lanes[index(row)]; }
    EntityPast &past(EntityId id);
    static EntityId innermost(const Lane &lane);

    void apply(TrackRow row, const TrackItem &item);
    void applyOperation(TrackRow row, const TrackItem &item);
    void applyResource(const TrackItem &item);
    void begin(Lane &lane, const Beginning &what);
    void end(Lane &lane, StringId name);
    void closeKnownEnds(bool all);
    void closeDue(Lane &lane);
    void closeInnermost(Lane &lane);
    void closeDownTo(Lane &lane, std::size_t position);
    EntityId entityAtDepth(Lane &lane);

    Departure *arrivals(Lane &lane, std::vector<EventId> &more);
    void departures(Lane &lane);
    void flowToEnclosing(Lane &lane, const TrackItem &item);
    void depart(Lane &lane, quint64 flow, StringId text);
    void arrive(Departure &departure, EntityId receiver);

    OpenOperation &openOperation(TrackRow row, const TrackItem &item);
    void createResource(TrackRow row, const TrackItem &item);
    void beginResource(TrackRow row, const TrackItem &item);
    void endResource(TrackRow row, const TrackItem &item);
    void remark(qsizetype count, const char *one, const char *many);
    void addRemarks();

    TrackAssembler &m_assembler;
    TrackOutput &m_output;
    std::vector<RowItem> m_instant; ///< Kept for its memory.
    std::vector<Lane> m_lanes; ///< By row; as many from the beginning, for their places are remembered.
    std::vector<EntityPast> m_pasts; ///< By entity.
    std::priority_queue<KnownEnd> m_ends;
    std::vector<KnownEnd> m_late; ///< Of this instant, of slices inside of which one still runs.
    QHash<quint64, Departure> m_departures;
    std::unordered_map<Key, LanesOfLabel, KeyHash> m_operationLanes;
    std::unordered_map<Key, OpenOperation, KeyHash> m_openOperations;
    std::unordered_map<Key, Resource, KeyHash> m_resources;
    qint64 m_origin = 0;
    qint64 m_now = 0;
    quint32 m_serial = 0;
    qsizetype m_crossing = 0;
    qsizetype m_endsWithoutBegin = 0;
    qsizetype m_tooDeep = 0;
    qsizetype m_flowsWithoutStart = 0;
    qsizetype m_flowsWithoutEnd = 0;
};

} // namespace asq::trace
