#pragma once

#include "viewmodel/sessionlink.h"

#include "analysis/rules/findings.h"

#include <QAbstractListModel>

namespace interleave {

/// What is worth telling about a recording as a whole, each with the event to look at: what the rules of analysis find
/// (deadlocks, errors that nobody handled, messages that were lost, …) and what a reader remarked.
/// What is still open at the end is told only when the recording has ended.
class FindingsModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(interleave::TraceSession *session READ session WRITE setSession NOTIFY sessionChanged FINAL)
    /// False while the program still runs.
    Q_PROPERTY(bool ended READ ended WRITE setEnded NOTIFY endedChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    Q_PROPERTY(bool hasErrors READ hasErrors NOTIFY countChanged FINAL)

public:
    enum Role { TitleRole = Qt::UserRole, DetailRole, SeverityRole, NumberRole, EntityRole, HueRole };
    Q_ENUM(Role)
    enum Severity { Problem, Warning, Remark };
    Q_ENUM(Severity)

    explicit FindingsModel(QObject *parent = nullptr);

    TraceSession *session() const { return m_session.get(); }
    void setSession(TraceSession *session);
    bool ended() const { return m_ended; }
    void setEnded(bool ended);
    int count() const { return int(m_findings.size()); }
    bool hasErrors() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void sessionChanged();
    void endedChanged();
    void countChanged();

private:
    struct Finding {
        Severity severity = Remark;
        QString title;
        QString detail; ///< Styled text.
        asq::trace::EventId event = asq::trace::EventId::None;
        asq::trace::EntityId entity = asq::trace::EntityId::None;
        friend bool operator==(const Finding &, const Finding &) = default;
    };
    void update();
    QList<Finding> found();

    SessionLink m_session;
    asq::analysis::Findings m_rules;
    QList<Finding> m_findings;
    bool m_ended = true;
};

} // namespace interleave
