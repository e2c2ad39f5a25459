#pragma once

#include "trace/trace.h"

#include <QList>

namespace asq::analysis {

/// Who the children of an entity are, which a trace does not say the other way round. Grows with the trace.
///
///     for (EntityId child = tree.firstChild(id); child != EntityId::None; child = tree.nextSibling(child))
class EntityTree
{
public:
    EntityTree() = default;
    explicit EntityTree(const trace::Trace &trace) { extend(trace); }
    /// Requires: `trace` begins with the entities seen so far.
    void extend(const trace::Trace &trace);

    /// The oldest child, or None.
    trace::EntityId firstChild(trace::EntityId id) const { return m_firstChild.value(index(id)); }
    /// The child of the same parent that was made next, or None.
    trace::EntityId nextSibling(trace::EntityId id) const { return m_nextSibling.value(index(id)); }
    qsizetype entityCount() const { return m_firstChild.size(); }

private:
    QList<trace::EntityId> m_firstChild;
    QList<trace::EntityId> m_lastChild;
    QList<trace::EntityId> m_nextSibling;
};

} // namespace asq::analysis
