#include "geometry/layoutparts.h"

#include <QSet>

#include <algorithm>
#include <tuple>

// Which causal links become arrows: the chain of what is hovered, those of the selected entity and of the event at
// the cursor, and all others only while they are few. None of it walks over more events than fit: the selection's
// events are found by search and taken at most once every few pixels, and the count of "all" gives up early.

namespace interleave {

using asq::trace::EntityId;
using asq::trace::Event;
using asq::trace::EventId;
using asq::trace::EventKind;
using asq::trace::index;

namespace {

constexpr int FewArrows = 60;
constexpr quint32 FewEvents = 1500;
constexpr int MostArrows = 240;
constexpr int ChainLinks = 200;
constexpr double SelectionSpacing = 10.0; ///< Pixels between two events of the selection that get arrows.

// A message or a token goes along a link into one of these, or out of one of these.
bool carriesMessage(EventKind kind)
{
    switch (kind) {
    case EventKind::Transferred:
    case EventKind::Rendezvous:
    case EventKind::Buffered:
    case EventKind::Taken:
    case EventKind::Offered:
    case EventKind::Delivered: return true;
    default: return false;
    }
}

class ArrowCollector
{
public:
    explicit ArrowCollector(LayoutContext &context) : m_context(context) {}

    // Whether the link has an arrow at all: both ends have rows, and not the same.
    bool crosses(EventId cause, EventId effect) const
    {
        const asq::trace::Trace &trace = m_context.source.trace();
        const auto from = m_context.rows.rowOf(trace.event(cause).entity);
        const auto to = m_context.rows.rowOf(trace.event(effect).entity);
        return from && to && *from != *to;
    }

    void add(EventId cause, EventId effect, ArrowRank rank)
    {
        if (cause == EventId::None || m_context.scene.arrows.size() >= MostArrows || !crosses(cause, effect))
            return;
        const asq::trace::Trace &trace = m_context.source.trace();
        SceneArrow arrow{m_context.signX(cause),
                         m_context.signX(effect),
                         *m_context.rows.rowOf(trace.event(cause).entity),
                         *m_context.rows.rowOf(trace.event(effect).entity),
                         cause,
                         effect,
                         carriesMessage(trace.event(cause).kind) || carriesMessage(trace.event(effect).kind),
                         rank};
        if (!visible(arrow))
            return;
        const quint64 key = quint64(index(cause)) << 32 | index(effect);
        if (m_seen.contains(key))
            return;
        m_seen.insert(key);
        m_context.scene.arrows.append(arrow);
    }

    void addAround(EventId event, ArrowRank rank)
    {
        add(m_context.source.trace().event(event).cause, event, rank);
        m_context.source.forEachEffect(event, FewArrows, [&](EventId effect) { add(event, effect, rank); });
    }

private:
    bool visible(const SceneArrow &arrow) const
    {
        const double width = m_context.view.width;
        const bool across = std::max(arrow.fromX, arrow.toX) >= 0.0 && std::min(arrow.fromX, arrow.toX) <= width;
        const int top = std::min(arrow.fromRow, arrow.toRow);
        const int bottom = std::max(arrow.fromRow, arrow.toRow);
        const bool down = bottom >= m_context.scene.firstRow && top < m_context.scene.endRow;
        return across && (down || m_context.scene.inSight(top) || m_context.scene.inSight(bottom));
    }

    LayoutContext &m_context;
    QSet<quint64> m_seen;
};

// The events first…last that stand in view; none when last < first.
struct Reach {
    quint32 first = 1;
    quint32 last = 0;
};

Reach eventsInView(const LayoutContext &context)
{
    const double before = context.axis.kind() == AxisKind::Order ? 1.0 : 0.0;
    return {context.axis.firstFrom(std::max(0.0, context.view.begin - before)),
            index(context.axis.eventAt(context.view.end()))};
}

void addChain(LayoutContext &context, ArrowCollector &arrows)
{
    if (context.scene.request.hovered == EventId::None)
        return;
    for (const CauseLinks::Link &link : context.source.chain(context.scene.request.hovered, ChainLinks))
        arrows.add(link.cause, link.effect, ArrowRank::Chain);
}

// Of a stretch of a long recording that is far too long to look into its events: where something that the selected entity did
// led far away, a few times.
void addFarSelection(LayoutContext &context, ArrowCollector &arrows, Reach reach)
{
    constexpr qsizetype mostFar = 12;
    constexpr int spacing = int(SelectionSpacing);
    const asq::analysis::LaneDetail &lane = context.source.detail(context.scene.request.selected);
    const PixelEdges &edges = context.edges;
    const qsizetype before = context.scene.arrows.size();
    qsizetype i = lane.firstFrom(reach.first);
    while (i < lane.size() && lane.beginOf(i) <= reach.last && context.scene.arrows.size() - before < mostFar) {
        const EventId event{lane.beginOf(i)};
        context.source.forEachFarEffect(event, 1,
                                        [&](EventId effect) { arrows.add(event, effect, ArrowRank::Selected); });
        const int next = int(double(edges.columnOf(lane.beginOf(i)) + 1) + spacing / edges.cell());
        i = lane.firstFrom(edges.first(std::min(next, edges.count())), i + 1);
    }
}

void addSelection(LayoutContext &context, ArrowCollector &arrows)
{
    const SceneRequest &request = context.scene.request;
    if (request.cursor.value_or(EventId::None) != EventId::None)
        arrows.addAround(*request.cursor, ArrowRank::Selected);
    if (request.selected == EntityId::None)
        return;
    const Reach reach = eventsInView(context);
    if (reach.first <= reach.last && context.source.isFar(reach.first, reach.last + 1)) {
        addFarSelection(context, arrows, reach);
        return;
    }
    const auto nextFrom = [&](quint32 event) {
        return context.source.nextOf(request.selected, EventId(std::max(event, 1u) - 1));
    };
    for (EventId next = nextFrom(reach.first); next != EventId::None && index(next) <= reach.last;) {
        arrows.addAround(next, ArrowRank::Selected);
        quint32 from = index(next) + 1;
        if (context.scene.columnWidth < SelectionSpacing) {
            if (context.scene.arrows.size() >= MostArrows)
                return;
            // Many at one place: the first stands for them.
            const double x = context.view.toPixel(context.axis.at(next)) + SelectionSpacing;
            from = std::max(from, context.axis.firstFrom(context.view.toAxis(x)));
        }
        next = nextFrom(from);
    }
}

void addAllWhenFew(LayoutContext &context, ArrowCollector &arrows)
{
    const Reach reach = eventsInView(context);
    if (reach.last < reach.first || reach.last - reach.first > FewEvents)
        return;
    QList<EventId> effects;
    for (quint32 i = reach.first; i <= reach.last; ++i) {
        const EventId cause = context.source.trace().event(EventId(i)).cause;
        if (cause == EventId::None || !arrows.crosses(cause, EventId(i)))
            continue;
        effects.append(EventId(i));
        if (effects.size() >= FewArrows)
            return;
    }
    for (const EventId effect : effects)
        arrows.add(context.source.trace().event(effect).cause, effect, ArrowRank::Normal);
}

// Kinds with a sign of their own; the others show in the bars.
bool hasSign(EventKind kind)
{
    switch (kind) {
    case EventKind::Transferred:
    case EventKind::Offered:
    case EventKind::Requested:
    case EventKind::Buffered:
    case EventKind::Taken:
    case EventKind::Rendezvous:
    case EventKind::Closed:
    case EventKind::Dropped:
    case EventKind::Cancelled:
    case EventKind::Delivered:
    case EventKind::Choice:
    case EventKind::Logged:
    case EventKind::Marked:
    case EventKind::Reported:
    case EventKind::Gap: return true;
    default: return false;
    }
}

} // namespace

void layoutArrows(LayoutContext &context)
{
    ArrowCollector arrows(context);
    addChain(context, arrows);
    addSelection(context, arrows);
    addAllWhenFew(context, arrows);
    std::sort(context.scene.arrows.begin(), context.scene.arrows.end(), [](const SceneArrow &a, const SceneArrow &b) {
        return std::tie(a.rank, a.effect, a.cause) < std::tie(b.rank, b.effect, b.cause);
    });
}

void layoutMarks(LayoutContext &context)
{
    // Signs are 8 pixels wide: shown while they have a chance not to lie upon each other.
    const Reach reach = eventsInView(context);
    if (reach.last < reach.first || double(reach.last - reach.first) > context.view.width / 6.0)
        return;
    for (quint32 i = reach.first; i <= reach.last; ++i) {
        const Event &event = context.source.trace().event(EventId(i));
        if (!hasSign(event.kind))
            continue;
        const std::optional<int> row = context.rows.rowOf(event.entity);
        if (row && context.scene.inSight(*row))
            context.scene.marks.append(SceneMark{context.signX(EventId(i)), *row, event.kind, EventId(i)});
    }
}

} // namespace interleave
