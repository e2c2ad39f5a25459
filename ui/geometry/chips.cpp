#include "geometry/chips.h"

namespace interleave {

using asq::trace::Entity;
using asq::trace::EntityId;
using asq::trace::index;
using asq::trace::Trace;

void Chips::extend(const Trace &trace)
{
    // A child's chip follows its parent's and its position among the children; 5 has no divisor in common with 12,
    // so children of children start elsewhere than their parent's siblings.
    const qsizetype known = m_chips.size();
    m_chips.resize(trace.entityCount());
    m_children.resize(trace.entityCount());
    for (qsizetype i = known; i < trace.entityCount(); ++i) {
        const Entity &entity = trace.entity(EntityId(quint32(i)));
        if (entity.parent == EntityId::None)
            continue;
        const quint32 parent = index(entity.parent);
        const quint32 position = m_children[parent]++;
        m_chips[i] = quint8((quint32(m_chips.at(parent)) * 5u + position + 1u) % quint32(ChipCount));
    }
}

} // namespace interleave
