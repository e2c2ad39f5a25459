#include "analysis/entitytree.h"

namespace asq::analysis {

using trace::EntityId;

void EntityTree::extend(const trace::Trace &trace)
{
    const qsizetype known = m_firstChild.size();
    Q_ASSERT(trace.entityCount() >= known);
    m_firstChild.resize(trace.entityCount(), EntityId::None);
    m_lastChild.resize(trace.entityCount(), EntityId::None);
    m_nextSibling.resize(trace.entityCount(), EntityId::None);
    for (qsizetype i = std::max<qsizetype>(known, 1); i < trace.entityCount(); ++i) {
        const EntityId id{quint32(i)};
        const quint32 parent = index(trace.entities().at(i).parent);
        if (parent == 0 || parent >= i)
            continue;
        if (m_firstChild.at(parent) == EntityId::None)
            m_firstChild[parent] = id;
        else
            m_nextSibling[index(m_lastChild.at(parent))] = id;
        m_lastChild[parent] = id;
    }
}

} // namespace asq::analysis
