#include "geometry/chips.h"

namespace interleave {

using asq::trace::Entity;
using asq::trace::EntityId;
using asq::trace::index;
using asq::trace::Trace;

QList<quint8> chips(const Trace &trace)
{
    // A child's chip follows its parent's and its position among the children; 5 has no divisor in common with 12,
    // so children of children start elsewhere than their parent's siblings.
    QList<quint8> result(trace.entityCount(), 0);
    QList<quint32> children(trace.entityCount(), 0);
    for (qsizetype i = 1; i < trace.entityCount(); ++i) {
        const Entity &entity = trace.entity(EntityId(quint32(i)));
        if (entity.parent == EntityId::None)
            continue;
        const quint32 parent = index(entity.parent);
        const quint32 position = children[parent]++;
        result[i] = quint8((quint32(result[parent]) * 5u + position + 1u) % quint32(ChipCount));
    }
    return result;
}

} // namespace interleave
