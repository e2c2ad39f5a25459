#include "timeline/timelineitem.h"

#include "geometry/drawing.h"
#include "timeline/picturenode.h"
#include "viewmodel/wording.h"

#include <QQuickWindow>

#include <algorithm>
#include <cmath>

namespace interleave {

using asq::trace::EntityId;
using asq::trace::EventId;
using asq::trace::index;

TimelineItem::TimelineItem(QQuickItem *parent) : QQuickItem(parent), m_view(m_fonts)
{
    setFlag(ItemHasContents);
    setClip(true);
    setAcceptedMouseButtons(Qt::LeftButton | Qt::RightButton | Qt::MiddleButton);
    setAcceptHoverEvents(true);
    setActiveFocusOnTab(true);
    connect(&m_lanes, &LaneModel::rowsChanged, this, &TimelineItem::onRowsChanged);
    m_glide.setStartValue(0.0);
    m_glide.setEndValue(1.0);
    m_glide.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_glide, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
        const double t = value.toDouble();
        ViewWindow window = m_glideTo;
        window.begin = m_glideFrom.begin + (m_glideTo.begin - m_glideFrom.begin) * t;
        window.length = m_glideFrom.length + (m_glideTo.length - m_glideFrom.length) * t;
        setWindow(window);
    });
}

void TimelineItem::setSession(TraceSession *session)
{
    if (session == m_session)
        return;
    if (m_session)
        disconnect(m_session, nullptr, this, nullptr);
    m_session = session;
    m_recording = -1;
    if (session) {
        connect(session, &TraceSession::traceChanged, this, &TimelineItem::onTraceChanged);
        connect(session, &TraceSession::cursorChanged, this, &TimelineItem::onCursorChanged);
        connect(session, &TraceSession::selectionChanged, this, &TimelineItem::onSelectionChanged);
        connect(session, &TraceSession::axisChanged, this, &TimelineItem::onAxisChanged);
        // What is drawn lives there.
        connect(session, &QObject::destroyed, this, [this] {
            m_lanes.setSession(nullptr);
            m_view.setSource(nullptr, true);
            m_sceneIsStale = true;
        });
    }
    // The source before the rows: rows are checked against it.
    onTraceChanged();
    m_lanes.setSession(session);
    onAxisChanged();
    onSelectionChanged();
    onCursorChanged();
    Q_EMIT sessionChanged();
}

void TimelineItem::setDark(bool dark)
{
    if (dark == m_dark)
        return;
    m_dark = dark;
    changed();
    Q_EMIT darkChanged();
}

void TimelineItem::setMotion(int milliseconds)
{
    if (milliseconds == m_motion)
        return;
    m_motion = milliseconds;
    Q_EMIT motionChanged();
}

void TimelineItem::setScroll(double pixels)
{
    const double before = scroll();
    m_view.setScroll(pixels);
    if (scroll() == before)
        return;
    changed();
    Q_EMIT scrollChanged();
}

QString TimelineItem::axisText() const
{
    if (m_view.request().axis == AxisKind::Order)
        return tr("event order");
    return m_session && m_session->virtualClock() ? tr("virtual time") : tr("time");
}

double TimelineItem::firstEvent() const
{
    return double(index(m_view.axis().eventAt(m_view.window().begin)));
}

double TimelineItem::lastEvent() const
{
    return double(index(m_view.axis().eventAt(m_view.window().end())));
}

// --- what the session says ---

void TimelineItem::onTraceChanged()
{
    const bool fresh = !m_session || m_session->recording() != m_recording;
    m_recording = m_session ? m_session->recording() : -1;
    m_view.setSource(m_session ? &m_session->source() : nullptr, fresh);
    m_sceneIsStale = true;
    if (fresh) {
        m_glide.stop();
        clearHover();
        clearRange();
    }
    changed();
    Q_EMIT viewChanged();
}

void TimelineItem::onRowsChanged()
{
    m_view.setRows(m_lanes.rows());
    m_sceneIsStale = true;
    changed();
    Q_EMIT contentChanged();
    Q_EMIT scrollChanged();
}

void TimelineItem::onCursorChanged()
{
    m_view.request().cursor = m_session ? m_session->cursor() : EventId::None;
    changed();
    // What people hold with the mouse does not move under it.
    if (m_drag == Drag::None)
        revealCursor();
}

void TimelineItem::onSelectionChanged()
{
    m_view.request().selected = m_session ? m_session->selection() : EntityId::None;
    changed();
    if (m_drag != Drag::None)
        return;
    m_lanes.reveal(m_view.request().selected);
    if (const std::optional<int> row = m_view.rows().rowOf(m_view.request().selected)) {
        m_view.scrollTo(*row);
        Q_EMIT scrollChanged();
    }
}

void TimelineItem::onAxisChanged()
{
    const bool time = m_session && m_session->axis() == TraceSession::Time;
    m_glide.stop();
    m_view.setAxis(time ? AxisKind::Time : AxisKind::Order);
    m_rangeText.clear();
    clearHover();
    changed();
    Q_EMIT rangeChanged();
    Q_EMIT viewChanged();
    revealCursor();
}

void TimelineItem::revealCursor()
{
    const EventId cursor = m_view.request().cursor.value_or(EventId::None);
    if (index(cursor) > quint32(m_view.axis().eventCount()))
        return;
    if (!m_view.showsWhole())
        glideTo(m_view.window().following(m_view.axis().cursorAt(cursor)));
    if (cursor == EventId::None)
        return;
    if (const std::optional<int> row = m_view.rows().rowOf(m_view.source().trace().event(cursor).entity)) {
        const double before = scroll();
        m_view.scrollTo(*row);
        if (scroll() != before)
            Q_EMIT scrollChanged();
    }
}

// --- the view ---

void TimelineItem::setWindow(const ViewWindow &window)
{
    m_view.setWindow(window);
    changed();
    Q_EMIT viewChanged();
}

void TimelineItem::glideTo(const ViewWindow &window)
{
    m_glide.stop();
    const ViewWindow target = window.clamped(m_view.axis());
    if (target == m_view.window())
        return;
    if (m_motion <= 0 || !isVisible() || !this->window()) {
        setWindow(target);
        return;
    }
    m_glideFrom = m_view.window();
    m_glideTo = target;
    m_glide.setDuration(m_motion);
    m_glide.start();
}

void TimelineItem::zoomBy(double factor)
{
    const EventId cursor = m_view.request().cursor.value_or(EventId::None);
    const double x = m_view.window().toPixel(m_view.axis().cursorAt(cursor));
    const double middle = m_view.window().width / 2.0;
    glideTo(m_view.window().zoomed(factor, x >= 0.0 && x <= m_view.window().width ? x : middle));
}

void TimelineItem::panBy(double part)
{
    glideTo(m_view.window().panned(part * m_view.window().width));
}

void TimelineItem::showAll()
{
    glideTo(m_view.whole());
}

void TimelineItem::fitSelection()
{
    if (const auto &range = m_view.request().range)
        glideTo(m_view.window().showing(range->first, range->second, m_view.window().width * 0.05));
    else
        glideTo(m_view.showing(m_view.request().selected));
}

void TimelineItem::changed()
{
    polish();
    update();
}

void TimelineItem::geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry)
{
    QQuickItem::geometryChange(newGeometry, oldGeometry);
    if (newGeometry.width() >= 1.0 && newGeometry.size() != oldGeometry.size()) {
        m_glide.stop();
        m_view.setSize(newGeometry.width(), newGeometry.height());
        changed();
        Q_EMIT contentChanged();
        Q_EMIT viewChanged();
        Q_EMIT scrollChanged();
    }
}

bool TimelineItem::rowsAreOfSource() const
{
    return m_view.rows().laneCount() == m_view.source().lanes().size();
}

void TimelineItem::updatePolish()
{
    if (!rowsAreOfSource())
        return; // Between a new trace and its rows.
    m_scene = m_view.scene();
    m_sceneIsStale = false;
    DrawingOptions options;
    options.colors = m_dark ? &ThemeColors::dark() : &ThemeColors::light();
    options.pixelRatio = window() ? window()->effectiveDevicePixelRatio() : 1.0;
    m_picture = drawScene(m_view.source(), m_view.rows(), m_scene, m_view.minimap(), options);
    m_pictureChanged = true;
    update();
}

QSGNode *TimelineItem::updatePaintNode(QSGNode *old, UpdatePaintNodeData *)
{
    auto *node = static_cast<PictureNode *>(old);
    const double ratio = window()->effectiveDevicePixelRatio();
    if (node && node->pixelRatio() != ratio) {
        delete node;
        node = nullptr;
    }
    if (!node) {
        node = new PictureNode(window(), ratio);
        m_pictureChanged = true;
    }
    if (m_pictureChanged)
        node->update(m_picture);
    m_pictureChanged = false;
    return node;
}

} // namespace interleave
