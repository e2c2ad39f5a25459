#include "timeline/hoversentence.h"
#include "timeline/timelineitem.h"
#include "viewmodel/wording.h"

#include <QCursor>
#include <QGuiApplication>
#include <QStyleHints>

#include <algorithm>
#include <cmath>

// The mouse and keyboard manners of a timeline. A press begins one of: a click or a pan (lanes and strip), scrubbing
// (ruler), moving the view (minimap), a range (with Ctrl). Which, is known at the press but for click and pan, which
// a few pixels tell apart.

namespace interleave {

using asq::trace::EntityId;
using asq::trace::EventId;
using asq::trace::index;

namespace {

constexpr double WheelStep = 1.25;  ///< Enlargement of one notch of the wheel.
constexpr double KeyStep = 1.5;
constexpr double KeyPan = 0.2;      ///< Part of the width.

} // namespace

SceneHit TimelineItem::hitAt(QPointF point)
{
    if (!rowsAreOfSource() || m_view.axis().eventCount() == 0)
        return SceneHit();
    if (m_sceneIsStale)
        m_scene = m_view.scene();
    m_sceneIsStale = false;
    return hitTest(m_view.source(), m_view.rows(), m_scene, point.x(), point.y());
}

void TimelineItem::scrubTo(double x)
{
    if (m_session)
        m_session->setCursorEvent(double(index(m_view.axis().nearest(m_view.window().toAxis(x)))));
}

void TimelineItem::centerMinimapOn(double x)
{
    const ViewWindow whole = m_view.minimap().view;
    ViewWindow window = m_view.window();
    window.begin = whole.toAxis(std::clamp(x, 0.0, whole.width)) - window.length / 2.0;
    setWindow(window);
}

void TimelineItem::updateRange(double x)
{
    const double from = m_view.window().toAxis(std::min(m_pressed.x(), x));
    const double to = m_view.window().toAxis(std::max(m_pressed.x(), x));
    m_view.request().range = std::pair(from, to);
    const quint32 first = std::max(1u, m_view.axis().firstFrom(from));
    const EventId last = m_view.axis().eventAt(to);
    m_rangeText = first <= index(last) ? withBoldNames(rangeSentence(*m_session, EventId(first), last)) : QString();
    changed();
    Q_EMIT rangeChanged();
}

void TimelineItem::clearRange()
{
    if (!m_view.request().range && m_rangeText.isEmpty())
        return;
    m_view.request().range.reset();
    m_rangeText.clear();
    changed();
    Q_EMIT rangeChanged();
}

void TimelineItem::mousePressEvent(QMouseEvent *event)
{
    forceActiveFocus(Qt::MouseFocusReason);
    const SceneHit hit = hitAt(event->position());
    if (event->button() == Qt::RightButton) {
        Q_EMIT contextRequested(int(index(hit.entity)), event->position());
        return;
    }
    m_glide.stop();
    m_pressed = event->position();
    m_pressedWindow = m_view.window();
    m_pressedScroll = scroll();
    const bool onAxis = hit.zone == SceneHit::Ruler || hit.zone == SceneHit::Strip || hit.zone == SceneHit::Lane;
    if (hit.zone == SceneHit::Minimap) {
        m_drag = Drag::Minimap;
        centerMinimapOn(m_pressed.x());
    } else if (onAxis && event->modifiers().testFlag(Qt::ControlModifier) && m_session) {
        m_drag = Drag::Range;
        updateRange(m_pressed.x());
    } else if (hit.zone == SceneHit::Ruler) {
        m_drag = Drag::Scrub;
        scrubTo(m_pressed.x());
    } else {
        m_drag = Drag::Pressed;
    }
    clearHover();
}

void TimelineItem::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF moved = event->position() - m_pressed;
    if (m_drag == Drag::Pressed && moved.manhattanLength() >= QGuiApplication::styleHints()->startDragDistance()) {
        m_drag = Drag::Pan;
        setCursor(Qt::ClosedHandCursor);
    }
    switch (m_drag) {
    case Drag::Pan:
        setWindow(m_pressedWindow.panned(-moved.x()));
        setScroll(m_pressedScroll - moved.y());
        break;
    case Drag::Scrub: scrubTo(event->position().x()); break;
    case Drag::Minimap: centerMinimapOn(event->position().x()); break;
    case Drag::Range: updateRange(event->position().x()); break;
    case Drag::Pressed:
    case Drag::None: break;
    }
}

void TimelineItem::mouseReleaseEvent(QMouseEvent *event)
{
    const Drag drag = m_drag;
    if (drag == Drag::Pressed)
        click(event->position());
    if (drag == Drag::Range && std::abs(event->position().x() - m_pressed.x()) < 3.0)
        clearRange();
    mouseUngrabEvent();
    updateHover(event->position());
}

void TimelineItem::mouseUngrabEvent()
{
    m_drag = Drag::None;
    unsetCursor();
}

// A narrow thing is meant as such: the cursor goes to its event. In a wide one people point at an instant.
void TimelineItem::click(QPointF point)
{
    if (!m_session)
        return;
    const SceneHit hit = hitAt(point);
    clearRange();
    if (hit.zone == SceneHit::Nothing) {
        m_session->setSelectedEntity(0);
        return;
    }
    const ViewWindow &window = m_view.window();
    const double wide = hit.event == EventId::None
        ? 0.0
        : window.toPixel(m_view.axis().endAt(hit.end)) - window.toPixel(m_view.axis().at(hit.event));
    const bool narrow = hit.event != EventId::None && wide < 8.0;
    if (hit.entity == EntityId::None && hit.row && m_view.rows().rows().at(*hit.row).hasChildren)
        m_lanes.toggle(*hit.row);
    m_session->setSelectedEntity(int(index(hit.entity)));
    m_session->setCursorEvent(double(index(narrow ? hit.event : hit.instant)));
}

void TimelineItem::mouseDoubleClickEvent(QMouseEvent *event)
{
    const SceneHit hit = hitAt(event->position());
    m_drag = Drag::None;
    if (hit.zone == SceneHit::Minimap || hit.zone == SceneHit::Ruler)
        showAll();
    else if (hit.event != EventId::None)
        glideTo(m_view.showing(hit.event, hit.end));
    else if (hit.entity != EntityId::None)
        glideTo(m_view.showing(hit.entity));
}

// Notches zoom at the pointer; Shift, or a wheel that goes sideways, pans; Alt or Ctrl scrolls the lanes.
void TimelineItem::wheelEvent(QWheelEvent *event)
{
    m_glide.stop();
    const QPointF angle = event->angleDelta();
    const QPointF pixels = event->pixelDelta();
    const bool sideways = std::abs(angle.x()) > std::abs(angle.y());
    if (event->modifiers().testFlag(Qt::ShiftModifier) || (sideways && !event->modifiers().testFlag(Qt::AltModifier))) {
        const double notches = (sideways ? angle.x() : angle.y()) / 120.0;
        const double distance = !pixels.isNull() ? (sideways ? pixels.x() : pixels.y())
                                                 : notches * m_view.window().width * 0.1;
        setWindow(m_view.window().panned(-distance));
    } else if (event->modifiers() & (Qt::AltModifier | Qt::ControlModifier)) {
        setScroll(scroll() - (angle.y() + (sideways ? angle.x() : 0.0)) / 120.0 * 3.0 * TimelineMetrics::Row);
    } else {
        setWindow(m_view.window().zoomed(std::pow(WheelStep, angle.y() / 120.0), event->position().x()));
    }
    event->accept();
    clearHover();
}

void TimelineItem::hoverMoveEvent(QHoverEvent *event)
{
    if (m_drag == Drag::None)
        updateHover(event->position());
}

void TimelineItem::hoverLeaveEvent(QHoverEvent *)
{
    clearHover();
}

void TimelineItem::updateHover(QPointF point)
{
    const SceneHit hit = hitAt(point);
    SceneRequest &request = m_view.request();
    const EventId single = hit.count == 1 ? hit.event : EventId::None;
    if (request.hoveredRow != hit.row || request.hovered != single) {
        request.hoveredRow = hit.row;
        request.hovered = single;
        changed();
    }
    // The same thing as before: the words stay where they are.
    if (hit.event == m_hoverEvent && hit.entity == m_hoverEntity && !m_hoverText.isEmpty())
        return;
    m_hoverEvent = hit.event;
    m_hoverEntity = hit.entity;
    m_hoverPoint = point;
    m_hoverText = m_session ? withBoldNames(hoverSentence(*m_session, hit)) : QString();
    Q_EMIT hoverChanged();
}

void TimelineItem::clearHover()
{
    SceneRequest &request = m_view.request();
    if (request.hovered != EventId::None || request.hoveredRow) {
        request.hovered = EventId::None;
        request.hoveredRow.reset();
        changed();
    }
    m_hoverEvent = EventId::None;
    m_hoverEntity = EntityId::None;
    if (m_hoverText.isEmpty())
        return;
    m_hoverText.clear();
    Q_EMIT hoverChanged();
}

void TimelineItem::selectNeighbour(int direction)
{
    const int entity = m_session ? m_lanes.neighbour(m_session->selectedEntity(), direction) : 0;
    if (entity > 0)
        m_session->setSelectedEntity(entity);
}

void TimelineItem::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) {
        event->ignore();
        return;
    }
    switch (event->key()) {
    case Qt::Key_W: zoomBy(KeyStep); break;
    case Qt::Key_S: zoomBy(1.0 / KeyStep); break;
    case Qt::Key_A: panBy(-KeyPan); break;
    case Qt::Key_D: panBy(KeyPan); break;
    case Qt::Key_F: fitSelection(); break;
    case Qt::Key_0: showAll(); break;
    case Qt::Key_E:
        if (m_session)
            m_session->setAxis(m_session->axis() == TraceSession::Order ? TraceSession::Time : TraceSession::Order);
        break;
    case Qt::Key_Up: selectNeighbour(-1); break;
    case Qt::Key_Down: selectNeighbour(1); break;
    case Qt::Key_Escape:
        // Without a range it is for the window, which selects nothing then.
        if (!m_view.request().range) {
            event->ignore();
            break;
        }
        clearRange();
        break;
    default: event->ignore(); break;
    }
}

} // namespace interleave
