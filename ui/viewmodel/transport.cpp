#include "viewmodel/transport.h"

#include "geometry/quantity.h"
#include "viewmodel/wording.h"

#include <algorithm>

namespace interleave {

using namespace asq::trace;

namespace {
constexpr int FrameMilliseconds = 16;
}

Transport::Transport(QObject *parent) : QObject(parent)
{
    m_timer.setInterval(FrameMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &Transport::tick);
}

void Transport::setSession(TraceSession *session)
{
    if (session == m_session)
        return;
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    if (m_session) {
        connect(m_session, &TraceSession::cursorChanged, this, &Transport::positionChanged);
        connect(m_session, &TraceSession::traceChanged, this, &Transport::forgetOldRecording);
        connect(m_session, &TraceSession::traceChanged, this, &Transport::positionChanged);
    }
    Q_EMIT sessionChanged();
    Q_EMIT positionChanged();
}

void Transport::forgetOldRecording()
{
    if (m_recording == m_session->recording())
        return;
    m_recording = m_session->recording();
    pause();
    if (!m_marks.isEmpty()) {
        m_marks.clear();
        Q_EMIT marksChanged();
    }
}

void Transport::setSpeed(double eventsPerSecond)
{
    const double speed = std::clamp(eventsPerSecond, 0.5, 1000.0);
    if (speed == m_speed)
        return;
    m_speed = speed;
    Q_EMIT speedChanged();
}

bool Transport::atStart() const
{
    return !m_session || m_session->cursor() == EventId::None;
}

bool Transport::atEnd() const
{
    return !m_session || index(m_session->cursor()) == quint32(m_session->eventCount());
}

QString Transport::positionText() const
{
    if (!m_session || m_session->eventCount() == 0)
        return tr("no events yet");
    return tr("%1 of %2").arg(index(m_session->cursor())).arg(m_session->eventCount());
}

QString Transport::timeText() const
{
    if (!m_session || m_session->cursor() == EventId::None)
        return durationText(0);
    return durationText(shownTime(m_session->trace(), m_session->trace().event(m_session->cursor())));
}

bool Transport::moveTo(EventId event)
{
    if (!m_session || event == m_session->cursor())
        return false;
    m_session->setCursorEvent(double(index(event)));
    return true;
}

bool Transport::step()
{
    return !atEnd() && moveTo(EventId(index(m_session->cursor()) + 1));
}

bool Transport::stepBack()
{
    return !atStart() && moveTo(EventId(index(m_session->cursor()) - 1));
}

EntityId Transport::followed() const
{
    if (!m_session)
        return EntityId::None;
    if (m_session->selection() != EntityId::None || m_session->cursor() == EventId::None)
        return m_session->selection();
    return m_session->trace().event(m_session->cursor()).entity;
}

bool Transport::nextOfEntity()
{
    const EntityId entity = followed();
    if (entity == EntityId::None)
        return step();
    const EventId next = m_session->source().nextOf(entity, m_session->cursor());
    return next != EventId::None && moveTo(next);
}

bool Transport::previousOfEntity()
{
    const EntityId entity = followed();
    if (entity == EntityId::None)
        return stepBack();
    const EventId previous = m_session->source().previousOf(entity, m_session->cursor());
    return previous != EventId::None && moveTo(previous);
}

bool Transport::nextChoice()
{
    if (!m_session)
        return false;
    const Trace &trace = m_session->trace();
    for (qsizetype i = index(m_session->cursor()); i < trace.eventCount(); ++i)
        if (trace.event(i).kind == EventKind::Choice)
            return moveTo(EventId(quint32(i + 1)));
    return false;
}

bool Transport::toCause()
{
    if (atStart())
        return false;
    const EventId cause = m_session->trace().event(m_session->cursor()).cause;
    return cause != EventId::None && moveTo(cause);
}

bool Transport::toEffect()
{
    if (atStart())
        return false;
    EventId first = EventId::None;
    m_session->source().forEachEffect(m_session->cursor(), m_session->eventCount(),
                                      [&first](EventId effect) { first = effect; });
    return first != EventId::None && moveTo(first);
}

bool Transport::toStart()
{
    return m_session && moveTo(EventId::None);
}

bool Transport::toEnd()
{
    return m_session && moveTo(EventId(quint32(m_session->eventCount())));
}

bool Transport::toggleMark()
{
    if (atStart())
        return false;
    const int event = int(index(m_session->cursor()));
    const auto place = std::lower_bound(m_marks.begin(), m_marks.end(), event);
    if (place != m_marks.end() && *place == event)
        m_marks.erase(place);
    else
        m_marks.insert(place, event);
    Q_EMIT marksChanged();
    return true;
}

// Round and round: after the last mark comes the first.
bool Transport::nextMark()
{
    if (!m_session || m_marks.isEmpty())
        return false;
    const auto next = std::upper_bound(m_marks.begin(), m_marks.end(), int(index(m_session->cursor())));
    return moveTo(EventId(quint32(next == m_marks.end() ? m_marks.first() : *next)));
}

void Transport::play()
{
    if (playing() || !m_session || m_session->eventCount() == 0)
        return;
    if (atEnd())
        toStart();
    m_owed = 0;
    m_timer.start();
    Q_EMIT playingChanged();
}

void Transport::pause()
{
    if (!playing())
        return;
    m_timer.stop();
    Q_EMIT playingChanged();
}

void Transport::togglePlaying()
{
    if (playing())
        pause();
    else
        play();
}

void Transport::tick()
{
    m_owed += m_speed * FrameMilliseconds / 1000.0;
    const double whole = std::floor(m_owed);
    if (whole < 1)
        return;
    m_owed -= whole;
    m_session->setCursorEvent(m_session->cursorEvent() + whole);
    if (atEnd())
        pause();
}

} // namespace interleave
