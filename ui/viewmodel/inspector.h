#pragma once

#include "viewmodel/entitylistmodel.h"
#include "viewmodel/factmodel.h"
#include "viewmodel/sessionlink.h"

namespace interleave {

/// The selected entity at the cursor: its state in a sentence, what is known of it, the chain of whom it waits for,
/// and the causes that led to its state. With nothing selected it tells of the program as a whole: what just
/// happened and who is alive.
class Inspector : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(interleave::TraceSession *session READ session WRITE setSession NOTIFY sessionChanged FINAL)
    /// False: the texts are about the whole program.
    Q_PROPERTY(bool hasEntity READ hasEntity NOTIFY changed FINAL)
    Q_PROPERTY(QString title READ title NOTIFY changed FINAL)
    Q_PROPERTY(QString kind READ kind NOTIFY changed FINAL)
    Q_PROPERTY(int hue READ hue NOTIFY changed FINAL)
    /// A number of asq::analysis::State, for the colour.
    Q_PROPERTY(int status READ status NOTIFY changed FINAL)
    Q_PROPERTY(QString stateText READ stateText NOTIFY changed FINAL)
    /// As styled text, names bold.
    Q_PROPERTY(QString sentence READ sentence NOTIFY changed FINAL)
    /// The event at the cursor in a sentence, styled.
    Q_PROPERTY(QString happening READ happening NOTIFY changed FINAL)
    Q_PROPERTY(interleave::FactModel *facts READ facts CONSTANT FINAL)
    /// Whom it waits for, then whom that one waits for, and so on; without the entity itself.
    Q_PROPERTY(interleave::EntityListModel *chain READ chain CONSTANT FINAL)
    /// True when the chain comes back to its start: nobody in it can ever go on.
    Q_PROPERTY(bool cycle READ cycle NOTIFY changed FINAL)
    /// The causes that led here, nearest first.
    Q_PROPERTY(interleave::FactModel *causes READ causes CONSTANT FINAL)
    /// Whoever is ready, runs or waits at the cursor.
    Q_PROPERTY(interleave::EntityListModel *live READ live CONSTANT FINAL)

public:
    explicit Inspector(QObject *parent = nullptr);

    TraceSession *session() const { return m_session.get(); }
    void setSession(TraceSession *session);
    bool hasEntity() const;
    QString title() const;
    QString kind() const;
    int hue() const;
    int status() const;
    QString stateText() const;
    QString sentence() const;
    QString happening() const;
    FactModel *facts() { return &m_facts; }
    EntityListModel *chain() { return &m_chain; }
    bool cycle() const { return m_cycle; }
    FactModel *causes() { return &m_causes; }
    EntityListModel *live() { return &m_live; }

    /// Everything that is shown, as plain lines: for tests and the clipboard.
    Q_INVOKABLE QString allText() const;

Q_SIGNALS:
    void sessionChanged();
    void changed();

private:
    void update();
    QList<FactModel::Fact> entityFacts() const;
    QList<FactModel::Fact> programFacts() const;
    QList<FactModel::Fact> causeFacts() const;
    QList<asq::trace::EntityId> liveEntities() const;
    void updateChain();

    SessionLink m_session;
    FactModel m_facts;
    EntityListModel m_chain;
    FactModel m_causes;
    EntityListModel m_live;
    bool m_cycle = false;
};

} // namespace interleave
