#pragma once

#include "viewmodel/sessionlink.h"
#include "viewmodel/steadylistmodel.h"

namespace interleave {

/// Every channel that exists at the cursor with what it holds and who waits there.
class ChannelModel : public interleave::SteadyListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(interleave::TraceSession *session READ session WRITE setSession NOTIFY sessionChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    /// Channels of the whole recording, also those that do not exist yet.
    Q_PROPERTY(int total READ total NOTIFY countChanged FINAL)

public:
    enum Role {
        NameRole = Qt::UserRole,
        HueRole,
        EntityRole,
        SummaryRole,
        BufferRole,
        PutsRole,
        TakesRole,
        ClosedRole
    };
    Q_ENUM(Role)

    explicit ChannelModel(QObject *parent = nullptr);

    TraceSession *session() const { return m_session.get(); }
    void setSession(TraceSession *session);
    int count() const { return int(m_present.size()); }
    int total() const { return int(m_all.size()); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void sessionChanged();
    void countChanged();

private:
    void findAll();
    void showPresent();
    QString summary(const asq::analysis::ChannelState &channel) const;

    SessionLink m_session;
    QList<asq::trace::EntityId> m_all;
    QList<asq::trace::EntityId> m_present;
    qsizetype m_seenEntities = 0;
};

} // namespace interleave
