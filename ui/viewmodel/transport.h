#pragma once

#include "viewmodel/tracesession.h"

#include <QTimer>

namespace interleave {

/// Moves the cursor of a session: by one event, along one entity, along causes, to choices and marks, and by
/// itself at a chosen speed. Every move that finds nothing leaves the cursor where it is and returns false.
class Transport : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(interleave::TraceSession *session READ session WRITE setSession NOTIFY sessionChanged FINAL)
    Q_PROPERTY(bool playing READ playing NOTIFY playingChanged FINAL)
    /// Events a second while playing; 0.5 to 1000.
    Q_PROPERTY(double speed READ speed WRITE setSpeed NOTIFY speedChanged FINAL)
    Q_PROPERTY(bool atStart READ atStart NOTIFY positionChanged FINAL)
    Q_PROPERTY(bool atEnd READ atEnd NOTIFY positionChanged FINAL)
    /// "12 of 340", or what to do when there is nothing to step through.
    Q_PROPERTY(QString positionText READ positionText NOTIFY positionChanged FINAL)
    /// The program's time at the cursor: "12.3 ms".
    Q_PROPERTY(QString timeText READ timeText NOTIFY positionChanged FINAL)
    /// Events that carry a mark of the user, in order.
    Q_PROPERTY(QList<int> marks READ marks NOTIFY marksChanged FINAL)

public:
    explicit Transport(QObject *parent = nullptr);

    TraceSession *session() const { return m_session; }
    void setSession(TraceSession *session);
    bool playing() const { return m_timer.isActive(); }
    double speed() const { return m_speed; }
    void setSpeed(double eventsPerSecond);
    bool atStart() const;
    bool atEnd() const;
    QString positionText() const;
    QString timeText() const;
    const QList<int> &marks() const { return m_marks; }

    Q_INVOKABLE bool step();
    Q_INVOKABLE bool stepBack();
    /// To the next event of the selected entity, also where it is the second party; of the event's own
    /// entity when nothing is selected.
    Q_INVOKABLE bool nextOfEntity();
    Q_INVOKABLE bool previousOfEntity();
    Q_INVOKABLE bool nextChoice();
    /// To the event that made the current one happen.
    Q_INVOKABLE bool toCause();
    /// To the first event that the current one made happen.
    Q_INVOKABLE bool toEffect();
    Q_INVOKABLE bool toStart();
    Q_INVOKABLE bool toEnd();
    /// Puts a mark on the current event, or takes it away.
    Q_INVOKABLE bool toggleMark();
    Q_INVOKABLE bool nextMark();
    Q_INVOKABLE void play();
    Q_INVOKABLE void pause();
    Q_INVOKABLE void togglePlaying();

Q_SIGNALS:
    void sessionChanged();
    void playingChanged();
    void speedChanged();
    void positionChanged();
    void marksChanged();

private:
    bool moveTo(asq::trace::EventId event);
    asq::trace::EntityId followed() const;
    void tick();
    void forgetOldRecording();

    TraceSession *m_session = nullptr;
    QTimer m_timer;
    QList<int> m_marks;
    double m_speed = 4;
    double m_owed = 0; ///< Events that playing should have passed and has not yet.
    int m_recording = 0;
};

} // namespace interleave
