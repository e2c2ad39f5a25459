#pragma once

#include "export/fontmeasure.h"
#include "geometry/picture.h"
#include "timeline/lanemodel.h"
#include "timeline/timelineview.h"
#include "viewmodel/tracesession.h"

#include <QPointer>
#include <QQuickItem>
#include <QVariantAnimation>
#include <qqmlregistration.h>

namespace interleave {

/// The part of the timeline right of the column of names: minimap, ruler, interleaving strip and lanes, drawn by the
/// scene graph, with all of its mouse and keyboard manners. What it shows is the session's; the stretch of the axis
/// in view, the scroll position and what the pointer is over are its own.
class TimelineItem : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(interleave::TraceSession *session READ session WRITE setSession NOTIFY sessionChanged FINAL)
    Q_PROPERTY(interleave::LaneModel *lanes READ lanes CONSTANT FINAL)
    Q_PROPERTY(bool dark READ isDark WRITE setDark NOTIFY darkChanged FINAL)
    /// Milliseconds that a jump of the view takes; 0 for none.
    Q_PROPERTY(int motion READ motion WRITE setMotion NOTIFY motionChanged FINAL)
    /// Pixels of lanes that are scrolled away at the top.
    Q_PROPERTY(double scroll READ scroll WRITE setScroll NOTIFY scrollChanged FINAL)
    Q_PROPERTY(double contentHeight READ contentHeight NOTIFY contentChanged FINAL)
    Q_PROPERTY(double bodyHeight READ bodyHeight NOTIFY contentChanged FINAL)
    /// One sentence about what the pointer is over, as styled text; empty over nothing.
    Q_PROPERTY(QString hoverText READ hoverText NOTIFY hoverChanged FINAL)
    Q_PROPERTY(QPointF hoverPoint READ hoverPoint NOTIFY hoverChanged FINAL)
    /// What the selected stretch holds, as styled text; empty without one.
    Q_PROPERTY(QString rangeText READ rangeText NOTIFY rangeChanged FINAL)
    /// What the horizontal axis shows: "event order", "time", "virtual time".
    Q_PROPERTY(QString axisText READ axisText NOTIFY viewChanged FINAL)
    /// The stretch in view, in events: for tests and for people who listen.
    Q_PROPERTY(double firstEvent READ firstEvent NOTIFY viewChanged FINAL)
    Q_PROPERTY(double lastEvent READ lastEvent NOTIFY viewChanged FINAL)

public:
    explicit TimelineItem(QQuickItem *parent = nullptr);

    TraceSession *session() const { return m_session; }
    void setSession(TraceSession *session);
    LaneModel *lanes() { return &m_lanes; }
    bool isDark() const { return m_dark; }
    void setDark(bool dark);
    int motion() const { return m_motion; }
    void setMotion(int milliseconds);
    double scroll() const { return m_view.request().scroll; }
    void setScroll(double pixels);
    double contentHeight() const { return m_view.contentHeight(); }
    double bodyHeight() const { return m_view.bodyHeight(); }
    QString hoverText() const { return m_hoverText; }
    QPointF hoverPoint() const { return m_hoverPoint; }
    QString rangeText() const { return m_rangeText; }
    QString axisText() const;
    double firstEvent() const;
    double lastEvent() const;

    /// Above 1 enlarges, around the cursor when it is in view, else around the middle.
    Q_INVOKABLE void zoomBy(double factor);
    /// `part` of the visible width, to the right when positive.
    Q_INVOKABLE void panBy(double part);
    /// Shows everything.
    Q_INVOKABLE void showAll();
    /// Shows the selected stretch, else all that happens to the selected entity, else everything.
    Q_INVOKABLE void fitSelection();
    /// Brings the cursor into the middle half of the view, and the row of its event into sight.
    Q_INVOKABLE void revealCursor();
    Q_INVOKABLE void clearRange();
    /// Selects the lane above (-1) or below (1) the selected one.
    Q_INVOKABLE void selectNeighbour(int direction);

    /// For tests: the view as it is, and the picture last made of it.
    const TimelineView &view() const { return m_view; }
    const Picture &picture() const { return m_picture; }
    const Scene &scene() const { return m_scene; }

Q_SIGNALS:
    void sessionChanged();
    void darkChanged();
    void motionChanged();
    void scrollChanged();
    void contentChanged();
    void hoverChanged();
    void rangeChanged();
    void viewChanged();
    /// People pointed at `entity` with the other mouse button, at a point of this item.
    void contextRequested(int entity, const QPointF &point);

protected:
    void geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry) override;
    void updatePolish() override;
    QSGNode *updatePaintNode(QSGNode *old, UpdatePaintNodeData *data) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseUngrabEvent() override;
    void wheelEvent(QWheelEvent *event) override;
    void hoverMoveEvent(QHoverEvent *event) override;
    void hoverLeaveEvent(QHoverEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Drag : quint8 { None, Pressed, Pan, Scrub, Minimap, Range };

    void onTraceChanged();
    void onCursorChanged();
    void onSelectionChanged();
    void onAxisChanged();
    void onRowsChanged();
    void setWindow(const ViewWindow &window);
    void glideTo(const ViewWindow &window);
    void changed();
    SceneHit hitAt(QPointF point);
    bool rowsAreOfSource() const;
    void scrubTo(double x);
    void centerMinimapOn(double x);
    void updateRange(double x);
    void updateHover(QPointF point);
    void clearHover();
    void click(QPointF point);

    FontMeasure m_fonts;
    TimelineView m_view;
    LaneModel m_lanes;
    QPointer<TraceSession> m_session;
    int m_recording = -1;
    Scene m_scene;
    bool m_sceneIsStale = true; ///< It is of another snapshot or other rows: positions in it mean nothing.
    Picture m_picture;
    bool m_pictureChanged = false;
    bool m_dark = true;
    int m_motion = 120;
    QVariantAnimation m_glide;
    ViewWindow m_glideFrom;
    ViewWindow m_glideTo;
    QString m_hoverText;
    QPointF m_hoverPoint;
    asq::trace::EventId m_hoverEvent = asq::trace::EventId::None;
    asq::trace::EntityId m_hoverEntity = asq::trace::EntityId::None;
    QString m_rangeText;
    Drag m_drag = Drag::None;
    QPointF m_pressed;
    ViewWindow m_pressedWindow;
    double m_pressedScroll = 0.0;
};

} // namespace interleave
