#include "viewmodel/channelmodel.h"

#include "viewmodel/wording.h"

namespace interleave {

using namespace asq::trace;
using asq::analysis::ChannelState;

namespace {

/// What one row shows of each queue; the rest is counted in the summary.
constexpr qsizetype ShownMessages = 40;

QStringList offers(const Trace &trace, const ChannelState &channel)
{
    QStringList texts;
    for (const ChannelState::Offer &offer : channel.puts.mid(0, ShownMessages))
        texts.append(QStringLiteral("%1 ← %2").arg(trace.string(offer.value), entityName(trace, offer.who)));
    return texts;
}

QStringList requests(const Trace &trace, const ChannelState &channel)
{
    QStringList texts;
    for (const EntityId who : channel.takes.mid(0, ShownMessages))
        texts.append(entityName(trace, who));
    return texts;
}

QStringList contents(const Trace &trace, const ChannelState &channel)
{
    QStringList texts;
    for (const StringId value : channel.buffer.mid(0, ShownMessages))
        texts.append(trace.string(value));
    return texts;
}

} // namespace

ChannelModel::ChannelModel(QObject *parent) : SteadyListModel(parent) {}

void ChannelModel::setSession(TraceSession *session)
{
    if (m_session.follow(this, session, &ChannelModel::findAll, &ChannelModel::showPresent))
        Q_EMIT sessionChanged();
}

void ChannelModel::findAll()
{
    const Trace &trace = m_session->trace();
    if (m_session.isAnew()) {
        m_all.clear();
        m_seenEntities = 1;
    }
    for (; m_seenEntities < trace.entityCount(); ++m_seenEntities)
        if (trace.entities().at(m_seenEntities).kind == EntityKind::Channel)
            m_all.append(EntityId(quint32(m_seenEntities)));
    showPresent();
}

void ChannelModel::showPresent()
{
    QList<EntityId> present;
    for (const EntityId id : m_all)
        if (m_session->state().entity(id).state != asq::analysis::State::Absent)
            present.append(id);
    setRows(m_present, present);
    Q_EMIT countChanged();
}

QString ChannelModel::summary(const ChannelState &channel) const
{
    QStringList parts;
    if (channel.closed)
        parts.append(tr("closed"));
    if (!channel.buffer.isEmpty())
        parts.append(tr("%1 in the buffer").arg(channel.buffer.size()));
    if (!channel.puts.isEmpty())
        parts.append(tr("%1 waiting to put").arg(channel.puts.size()));
    if (!channel.takes.isEmpty())
        parts.append(tr("%1 waiting to take").arg(channel.takes.size()));
    return parts.isEmpty() ? tr("empty, nobody waits") : parts.join(QStringLiteral(", "));
}

int ChannelModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant ChannelModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Trace &trace = m_session->trace();
    const EntityId id = m_present.at(index.row());
    if (asq::trace::index(id) >= quint32(trace.entityCount()))
        return {}; // Of the recording before; showPresent() follows at once.
    const ChannelState channel = m_session->state().channel(id);
    switch (role) {
    case Qt::DisplayRole:
    case NameRole: return entityName(trace, id);
    case HueRole: return m_session->chip(id);
    case EntityRole: return int(asq::trace::index(id));
    case SummaryRole: return summary(channel);
    case BufferRole: return contents(trace, channel);
    case PutsRole: return offers(trace, channel);
    case TakesRole: return requests(trace, channel);
    case ClosedRole: return channel.closed;
    default: return {};
    }
}

QHash<int, QByteArray> ChannelModel::roleNames() const
{
    return {{NameRole, "name"},     {HueRole, "hue"},   {EntityRole, "entity"}, {SummaryRole, "summary"},
            {BufferRole, "buffer"}, {PutsRole, "puts"}, {TakesRole, "takes"},   {ClosedRole, "closed"}};
}

} // namespace interleave
