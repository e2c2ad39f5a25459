#include "analysis/slicelist.h"

// Slices come from the list of who runs, so that the strip is a plain list in the order of events. Where threads run side
// by side it shows the one that something last happened to: in the order of events that is the interleaving.
namespace asq::analysis {

using trace::EntityId;
using trace::Event;
using trace::EventId;
using trace::EventKind;

SliceList::SliceList(const trace::RunningList &running, const std::optional<Slice> &open) : m_running(running)
{
    if (open)
        m_slices.append(*open);
}

void SliceList::apply(const trace::Trace &trace, const Event &event, EventId id)
{
    if (event.kind == EventKind::Gap) {
        closeLast(id);
    } else if (event.beginsSlice()) {
        closeLast(id);
        m_slices.append({event.entity, id, EventId::None});
    } else if (event.endsSlice()) {
        if (!m_running.contains(event.entity))
            return;
        closeLast(id);
    }
    m_running.follow(trace, event, id);
    if (!event.endsSlice())
        return;
    const EntityId sameThread = m_running.innermost(trace, event.entity);
    const EntityId next = sameThread == EntityId::None ? m_running.last() : sameThread;
    if (next != EntityId::None)
        m_slices.append({next, id, EventId::None});
}

std::optional<Slice> SliceList::open() const
{
    if (m_slices.isEmpty() || m_slices.constLast().end != EventId::None)
        return std::nullopt;
    return m_slices.constLast();
}

void SliceList::forgetEnded()
{
    const std::optional<Slice> last = open();
    m_slices.clear();
    if (last)
        m_slices.append(*last);
}

void SliceList::closeLast(EventId id)
{
    if (!m_slices.isEmpty() && m_slices.constLast().end == EventId::None)
        m_slices.last().end = id;
}

} // namespace asq::analysis
