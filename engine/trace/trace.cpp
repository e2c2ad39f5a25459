#include "trace/trace.h"

#include "trace/formats/chunkstore.h"
#include "trace/tracebuilder.h"

namespace asq::trace {

Trace::Trace()
{
    static const Trace empty = TraceBuilder().snapshot();
    m_data = empty.m_data;
}

Event Trace::storedEvent(qsizetype i) const
{
    return m_data->store->event(i);
}

QString Trace::storedString(StringId id) const
{
    return m_data->store->string(id);
}

QStringList Trace::remarks() const
{
    return m_data->store ? m_data->remarks + m_data->store->problems() : m_data->remarks;
}

Trace Trace::withRemark(const QString &sentence) const
{
    const std::shared_ptr<Data> data = std::make_shared<Data>(*m_data);
    data->remarks.append(sentence);
    return Trace(data);
}

Trace Trace::withRemarks(const QStringList &sentences) const
{
    const std::shared_ptr<Data> data = std::make_shared<Data>(*m_data);
    data->remarks = sentences;
    return Trace(data);
}

QString Trace::spawnPath(EntityId id) const
{
    Q_ASSERT(index(id) < quint32(entityCount()));
    if (id == EntityId::None)
        return {};
    QStringList positions;
    while (id != EntityId::None) {
        positions.prepend(QString::number(m_data->childPositions.at(index(id))));
        const EntityId parent = entity(id).parent;
        if (parent >= id) // A damaged table; the verifier reports it.
            break;
        id = parent;
    }
    return positions.join(QLatin1Char('.'));
}

} // namespace asq::trace
