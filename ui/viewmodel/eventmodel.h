#pragma once

#include "viewmodel/sessionlink.h"

#include <QAbstractListModel>
#include <QBitArray>

namespace interleave {

/// The events of a session as a list of sentences; virtual, so a hundred thousand rows cost a hundred thousand
/// numbers when filtered and nothing when not. A filter is words, all of which must occur: in the name of the
/// entity or of the other party, in the kind, or in the value.
class EventModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(interleave::TraceSession *session READ session WRITE setSession NOTIFY sessionChanged FINAL)
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged FINAL)
    /// Only what happens to this entity or with it as the second party; 0 for everybody.
    Q_PROPERTY(int entity READ entity WRITE setEntity NOTIFY entityChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    /// The last row that is not later than the cursor, or -1 when all are.
    Q_PROPERTY(int cursorRow READ cursorRow NOTIFY cursorRowChanged FINAL)

public:
    enum Role { NumberRole = Qt::UserRole, TimeRole, KindRole, NameRole, HueRole, SentenceRole, PlaceRole, EntityRole };
    Q_ENUM(Role)

    explicit EventModel(QObject *parent = nullptr);

    TraceSession *session() const { return m_session.get(); }
    void setSession(TraceSession *session);
    const QString &filter() const { return m_filter; }
    void setFilter(const QString &filter);
    int entity() const { return m_entity; }
    void setEntity(int entity);
    int count() const { return m_count; }
    int cursorRow() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// The event of a row, as a number from 1; 0 when there is no such row.
    Q_INVOKABLE int eventAt(int row) const;
    /// The first matching event after `event`, round and round, or 0 when nothing matches.
    Q_INVOKABLE int nextMatch(double event) const;

Q_SIGNALS:
    void sessionChanged();
    void filterChanged();
    void entityChanged();
    void countChanged();
    void cursorRowChanged();

private:
    bool filtered() const { return m_entity > 0 || !m_filter.isEmpty(); }
    void update();
    void rebuild();
    QList<quint32> matches(qsizetype from) const;

    SessionLink m_session;
    QString m_filter;
    QList<quint32> m_rows; ///< Matching events, numbered from 1; used only when filtered().
    qsizetype m_seen = 0;  ///< Events of the trace looked at so far.
    int m_entity = 0;
    int m_count = 0;
};

} // namespace interleave
