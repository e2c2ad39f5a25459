#include "trace/formats/trackreplay.h"

#include <algorithm>
#include <tuple>

// One pass in the order of time. Each row has a stack of open slices; the ends that are known beforehand wait in a heap,
// which holds no more than what is open, so that only beginnings had to be sorted.
//
// At one instant three things follow each other: slices end that are due; then what the recording says of this instant,
// in its order; then what was due and had something inside it still, for that may have ended meanwhile. What has not is
// cut. So a trace whose clock is coarse, where much has the same time, still nests as its order says.
//
// Where a flow leads is known only later, while events cannot be put in between: so a mark stands where it leaves,
// and when it arrives at somebody who was idle all the time since, the mark becomes that one's `scheduled`.
namespace asq::trace {

TrackReplay::TrackReplay(TrackAssembler &assembler, TrackOutput &output)
    : m_assembler(assembler), m_output(output), m_lanes(assembler.m_rows.size())
{
}

void TrackReplay::run()
{
    TrackMerge items;
    for (quint32 i = 0; i < m_assembler.m_rows.size(); ++i)
        items.add(TrackRow{i}, &m_assembler.m_rows[i].items);
    items.begin();
    if (!items.isAtEnd())
        m_origin = m_now = items.item().time;
    declareRows();
    while (!items.isAtEnd() || !m_ends.empty()) {
        m_now = !items.isAtEnd() ? items.item().time : m_ends.top().time;
        if (!m_ends.empty())
            m_now = std::min(m_now, m_ends.top().time);
        closeKnownEnds(false);
        if (!items.isAtEnd() && items.item().time == m_now)
            replayInstant(items);
        closeKnownEnds(true);
    }
    addRemarks();
}

/// All that the recording says of this instant.
void TrackReplay::replayInstant(TrackMerge &items)
{
    const RowItem first{items.row(), items.item()};
    items.next();
    if (items.isAtEnd() || items.item().time != m_now) { // Nearly always.
        apply(first.row, first.item);
        return;
    }
    m_instant.assign(1, first);
    for (; !items.isAtEnd() && items.item().time == m_now; items.next())
        m_instant.push_back({items.row(), items.item()});
    sortInstant(m_instant);
    for (const RowItem &each : std::as_const(m_instant))
        apply(each.row, each.item);
}

/// All rows exist from the beginning, in the order in which they are to be shown; those of which nothing is told do not.
void TrackReplay::declareRows()
{
    std::vector<TrackAssembler::Row> &rows = m_assembler.m_rows;
    m_output.setProgram(rows.front().label);
    m_lanes.front().entity = EntityId::Program;
    if (m_assembler.m_itemCount == 0)
        return;
    past(EntityId::Program).created = append(EventKind::Created, EntityId::Program);
    for (std::size_t i = rows.size() - 1; i > 0; --i) { // Parents come before what is in them.
        if (rows[i].isUsed)
            rows[index(rows[i].parent)].isUsed = true;
    }
    std::vector<quint32> order;
    for (quint32 i = 1; i < rows.size(); ++i) {
        if (rows[i].isUsed)
            order.push_back(i);
    }
    std::sort(order.begin(), order.end(), [&](quint32 a, quint32 b) {
        const bool aIsInside = rows[a].parent != TrackRow::Program;
        const bool bIsInside = rows[b].parent != TrackRow::Program;
        return std::tuple(aIsInside, rows[a].sortIndex, a) < std::tuple(bIsInside, rows[b].sortIndex, b);
    });
    for (const quint32 i : order) {
        const EntityId parent = m_lanes[index(rows[i].parent)].entity;
        m_lanes[i].entity = addEntity(rows[i].kind, parent, rows[i].label, StringId::Empty, past(parent).created);
        m_lanes[i].label = rows[i].label;
    }
}

EntityId TrackReplay::addEntity(EntityKind kind, EntityId parent, StringId label, StringId value, EventId cause)
{
    return announce(m_output.addEntity(kind, parent, label), value, cause);
}

EntityId TrackReplay::announce(EntityId id, StringId value, EventId cause)
{
    const EventId created = append(EventKind::Created, id, value, cause);
    past(id).created = created;
    return id;
}

TrackReplay::EntityPast &TrackReplay::past(EntityId id)
{
    if (index(id) >= m_pasts.size())
        m_pasts.resize(index(id) + 1);
    return m_pasts[index(id)];
}

EventId TrackReplay::append(EventKind kind, EntityId entity, StringId value, EventId cause)
{
    Event event;
    event.realTime = m_now - m_origin;
    event.programTime = event.realTime;
    event.kind = kind;
    event.entity = entity;
    event.value = value;
    event.cause = cause;
    return m_output.append(event);
}

EntityId TrackReplay::innermost(const Lane &lane)
{
    return lane.open.empty() ? lane.entity : lane.open.back().entity;
}

void TrackReplay::apply(TrackRow row, const TrackItem &item)
{
    Lane &to = lane(row);
    switch (item.kind) {
    case TrackItemKind::Begin: begin(to, {item.text, item.name}); break;
    case TrackItemKind::End: end(to, item.name); break;
    case TrackItemKind::Slice: begin(to, {item.text, item.name, item.time + qint64(item.extra)}); break;
    case TrackItemKind::Instant: append(EventKind::Marked, innermost(to), item.text); break;
    case TrackItemKind::Count: append(EventKind::Marked, to.entity, item.text); break;
    case TrackItemKind::FlowToEnclosing: flowToEnclosing(to, item); break;
    case TrackItemKind::FlowToNext: to.flowsToNext.push_back({item.extra, item.text, item.role}); break;
    case TrackItemKind::OperationBegin:
    case TrackItemKind::OperationInstant:
    case TrackItemKind::OperationEnd: applyOperation(row, item); break;
    case TrackItemKind::ResourceCreated: createResource(row, item); break;
    case TrackItemKind::ResourceBegin: beginResource(row, item); break;
    case TrackItemKind::ResourceEnd:
    case TrackItemKind::ResourceCompleted: endResource(row, item); break;
    }
}

// Slices.

void TrackReplay::begin(Lane &lane, const Beginning &what)
{
    closeDue(lane);
    if (lane.depth >= MostNested) {
        ++m_tooDeep;
        if (what.end == Unknown)
            lane.cutNames.push_back(what.name);
        return;
    }
    OpenSlice slice;
    slice.end = what.end;
    slice.begin = m_now;
    slice.entity = what.resource;
    slice.name = what.name;
    slice.serial = ++m_serial;
    slice.isResource = what.resource != EntityId::None;
    if (!lane.open.empty() && slice.end != Unknown && lane.open.back().end < slice.end) {
        slice.end = lane.open.back().end;
        ++m_crossing;
    }
    if (!slice.isResource) {
        slice.entity = entityAtDepth(lane);
        ++lane.depth;
    }
    std::vector<EventId> more;
    EventId cause = what.cause;
    if (Departure *const from = lane.flowsToNext.empty() ? nullptr : arrivals(lane, more)) {
        cause = from->event;
        arrive(*from, slice.entity);
    }
    slice.hasCause = cause != EventId::None;
    slice.started = append(EventKind::Started, slice.entity, what.text, cause);
    lane.open.push_back(slice);
    if (slice.end != Unknown)
        m_ends.push({slice.end, slice.serial, &lane});
    for (const EventId each : more)
        append(EventKind::Delivered, slice.entity, StringId::Empty, each);
    if (!lane.flowsToNext.empty())
        departures(lane);
}

EntityId TrackReplay::entityAtDepth(Lane &lane)
{
    if (lane.depth == 0)
        return lane.entity;
    const std::size_t depth = std::size_t(lane.depth);
    while (lane.deeper.size() < depth) {
        const EntityId above = lane.deeper.empty() ? lane.entity : lane.deeper.back();
        const QString label = QStringLiteral("%1, depth %2").arg(m_output.text(lane.label)).arg(lane.deeper.size() + 1);
        lane.deeper.push_back(
            announce(m_output.addEntity(EntityKind::Track, above, label), StringId::Empty, past(above).created));
    }
    return lane.deeper[depth - 1];
}

void TrackReplay::end(Lane &lane, StringId name)
{
    closeDue(lane);
    if (!lane.cutNames.empty() && (name == StringId::Empty || lane.cutNames.back() == name)) {
        lane.cutNames.pop_back(); // Its slice is over already.
        return;
    }
    for (std::size_t i = lane.open.size(); i > 0; --i) {
        const OpenSlice &slice = lane.open[i - 1];
        const bool fits = name == StringId::Empty || slice.name == StringId::Empty || slice.name == name;
        if (slice.end != Unknown || slice.isResource || !fits)
            continue;
        closeDownTo(lane, i - 1);
        closeDue(lane);
        return;
    }
    ++m_endsWithoutBegin;
}

void TrackReplay::closeInnermost(Lane &lane)
{
    const OpenSlice slice = lane.open.back();
    lane.open.pop_back();
    if (!slice.isResource)
        --lane.depth;
    past(slice.entity).lastEnd = append(EventKind::Returned, slice.entity);
}

/// What runs inside is cut.
void TrackReplay::closeDownTo(Lane &lane, std::size_t position)
{
    while (lane.open.size() > position + 1) {
        const OpenSlice &inner = lane.open.back();
        ++m_crossing;
        if (inner.end == Unknown && !inner.isResource)
            lane.cutNames.push_back(inner.name);
        closeInnermost(lane);
    }
    closeInnermost(lane);
}

/// Those at the top of the stack whose time has come.
void TrackReplay::closeDue(Lane &lane)
{
    while (!lane.open.empty() && lane.open.back().end <= m_now)
        closeInnermost(lane);
}

/// Without `all`, what still has something inside it waits in m_late.
void TrackReplay::closeKnownEnds(bool all)
{
    const auto close = [&](const KnownEnd &known) {
        std::vector<OpenSlice> &open = known.lane->open;
        const auto isIt = [&](const OpenSlice &slice) { return slice.serial == known.serial; };
        const auto found = std::find_if(open.rbegin(), open.rend(), isIt);
        if (found == open.rend())
            return;
        if (all || found == open.rbegin())
            closeDownTo(*known.lane, std::size_t(open.rend() - found) - 1);
        else
            m_late.push_back(known);
    };
    while (!m_ends.empty() && m_ends.top().time <= m_now) {
        const KnownEnd known = m_ends.top();
        m_ends.pop();
        close(known);
    }
    if (!all || m_late.empty())
        return;
    for (const KnownEnd &known : std::exchange(m_late, {}))
        close(known);
}

// Flows.

/// Of the flows that wait for a slice to begin: where the first that comes from somewhere left, and the same of `more`.
TrackReplay::Departure *TrackReplay::arrivals(Lane &lane, std::vector<EventId> &more)
{
    Departure *first = nullptr;
    for (const FlowPart &part : lane.flowsToNext) {
        if (part.role == FlowRole::Start)
            continue;
        const auto departure = m_departures.find(part.flow);
        if (departure == m_departures.end()) {
            m_flowsWithoutStart += part.role == FlowRole::End ? 1 : 0;
            continue;
        }
        departure->hasArrived = true;
        if (!first)
            first = &*departure;
        else
            more.push_back(departure->event);
    }
    return first;
}

void TrackReplay::departures(Lane &lane)
{
    for (const FlowPart &part : std::exchange(lane.flowsToNext, {})) {
        if (part.role != FlowRole::End)
            depart(lane, part.flow, part.text);
    }
}

void TrackReplay::depart(Lane &lane, quint64 flow, StringId text)
{
    const EventId cause = lane.open.empty() ? EventId::None : lane.open.back().started;
    const EventId event = append(EventKind::Marked, innermost(lane), text, cause);
    Departure &departure = m_departures[flow];
    if (departure.event != EventId::None && !departure.hasArrived)
        ++m_flowsWithoutEnd;
    departure = {event, false};
}

/// The mark where a flow left becomes the moment since when its receiver, which begins to run now, may run.
void TrackReplay::arrive(Departure &departure, EntityId receiver)
{
    const EntityPast &since = past(receiver);
    if (departure.isScheduled || since.created > departure.event || since.lastEnd > departure.event)
        return;
    departure.isScheduled = true;
    m_output.setScheduled(departure.event, receiver);
}

void TrackReplay::flowToEnclosing(Lane &lane, const TrackItem &item)
{
    if (item.role != FlowRole::Start) {
        const auto departure = m_departures.find(item.extra);
        if (departure == m_departures.end()) {
            m_flowsWithoutStart += item.role == FlowRole::End ? 1 : 0;
        } else {
            departure->hasArrived = true;
            OpenSlice *const slice = lane.open.empty() ? nullptr : &lane.open.back();
            const bool beganForIt = slice && slice->started > departure->event && !slice->hasCause
                && slice->begin == m_now;
            if (beganForIt) {
                slice->hasCause = true;
                m_output.setCause(slice->started, departure->event);
                arrive(*departure, slice->entity);
            } else {
                append(EventKind::Delivered, innermost(lane), item.text, departure->event);
            }
        }
    }
    if (item.role != FlowRole::End)
        depart(lane, item.extra, item.text);
}

// Operations.

TrackReplay::OpenOperation &TrackReplay::openOperation(TrackRow row, const TrackItem &item)
{
    const Key key(row, item.extra);
    if (const auto open = m_openOperations.find(key); open != m_openOperations.end())
        return open->second;
    LanesOfLabel &group = m_operationLanes[Key(row, index(item.name))];
    if (group.free.empty()) {
        group.free.push(quint32(group.lanes.size()));
        Lane &added = group.lanes.emplace_back();
        const EntityId process = lane(row).entity;
        added.entity = addEntity(EntityKind::Track, process, item.name, StringId::Empty, past(process).created);
        added.label = item.name;
    }
    const quint32 position = group.free.top();
    group.free.pop();
    return m_openOperations.emplace(key, OpenOperation{&group.lanes[position], &group, position}).first->second;
}

void TrackReplay::applyOperation(TrackRow row, const TrackItem &item)
{
    const Key key(row, item.extra);
    if (item.kind == TrackItemKind::OperationEnd && m_openOperations.find(key) == m_openOperations.end()) {
        ++m_endsWithoutBegin;
        return;
    }
    const OpenOperation operation = openOperation(row, item);
    if (item.kind == TrackItemKind::OperationBegin)
        begin(*operation.lane, {item.text, item.name});
    else if (item.kind == TrackItemKind::OperationEnd)
        end(*operation.lane, item.name);
    else
        append(EventKind::Marked, innermost(*operation.lane), item.text);
    if (operation.lane->open.empty()) {
        m_openOperations.erase(key);
        operation.lane->cutNames.clear();
        operation.lanes->free.push(operation.position);
    }
}

// Resources.

void TrackReplay::createResource(TrackRow row, const TrackItem &item)
{
    const quint64 own = item.extra & 0xffffffff;
    const quint64 trigger = item.extra >> 32;
    Lane &thread = lane(row);
    EventId cause = past(thread.entity).created;
    if (const auto known = m_resources.find(Key(row, trigger)); known != m_resources.end()) {
        cause = known->second.created;
        for (const OpenSlice &slice : thread.open) {
            if (slice.entity == known->second.entity)
                cause = slice.started;
        }
    }
    const EntityId entity = addEntity(EntityKind::Outside, thread.entity, item.name, item.text, cause);
    m_resources.insert_or_assign(Key(row, own), Resource{entity, past(entity).created});
}

void TrackReplay::beginResource(TrackRow row, const TrackItem &item)
{
    const Key key(row, item.extra);
    Lane &thread = lane(row);
    if (m_resources.find(key) == m_resources.end()) {
        // It was made before the recording began.
        const EntityId entity = addEntity(EntityKind::Outside, thread.entity, item.name, StringId::Empty,
                                          past(thread.entity).created);
        m_resources.emplace(key, Resource{entity, past(entity).created});
    }
    Resource &resource = m_resources[key];
    const auto runs = [&](const OpenSlice &slice) { return slice.entity == resource.entity; };
    const bool isTooDeep = thread.open.size() >= MostNested;
    m_tooDeep += isTooDeep ? 1 : 0;
    if (isTooDeep || std::any_of(thread.open.begin(), thread.open.end(), runs)) {
        ++resource.repeats;
        return;
    }
    begin(thread, {item.text, StringId::Empty, Unknown, resource.entity, resource.created});
}

void TrackReplay::endResource(TrackRow row, const TrackItem &item)
{
    const auto known = m_resources.find(Key(row, item.extra));
    if (known == m_resources.end()) {
        ++m_endsWithoutBegin;
        return;
    }
    Resource &resource = known->second;
    if (item.kind == TrackItemKind::ResourceCompleted) {
        append(EventKind::Completed, resource.entity);
        m_resources.erase(known);
        return;
    }
    if (resource.repeats > 0) {
        --resource.repeats;
        return;
    }
    Lane &thread = lane(row);
    for (std::size_t i = thread.open.size(); i > 0; --i) {
        if (thread.open[i - 1].entity == resource.entity)
            return closeDownTo(thread, i - 1);
    }
    ++m_endsWithoutBegin;
}

// Remarks.

void TrackReplay::remark(qsizetype count, const char *one, const char *many)
{
    if (count > 0)
        m_output.addRemark(QStringLiteral("%1 %2").arg(count).arg(QString::fromUtf8(count == 1 ? one : many)));
}

void TrackReplay::addRemarks()
{
    qsizetype open = 0;
    for (const Lane &each : m_lanes)
        open += qsizetype(each.open.size());
    for (const auto &[key, operation] : m_openOperations)
        open += qsizetype(operation.lane->open.size());
    for (const Departure &departure : std::as_const(m_departures))
        m_flowsWithoutEnd += departure.hasArrived ? 0 : 1;
    remark(m_crossing, "slice did not nest: it is cut where the one around it ends.",
           "slices did not nest: they are cut where those around them end.");
    remark(m_tooDeep, "slice is nested too deep to be shown: it is left out.",
           "slices are nested too deep to be shown: they are left out.");
    remark(m_endsWithoutBegin, "end of a slice has no beginning: it is left out.",
           "ends of slices have no beginnings: they are left out.");
    remark(open, "slice has no end: it is left open.", "slices have no ends: they are left open.");
    remark(m_flowsWithoutStart, "flow has an end and no start.", "flows have ends and no starts.");
    remark(m_flowsWithoutEnd, "flow has a start and no end.", "flows have starts and no ends.");
}

} // namespace asq::trace
