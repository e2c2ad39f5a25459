#pragma once

#include "geometry/layout.h"
#include "geometry/minimap.h"

namespace interleave {

/// What a timeline shows and how people move about in it, without a window: the stretch of the axis, the scroll
/// position, the scene and minimap that follow from them. Each axis remembers its own stretch.
class TimelineView
{
public:
    explicit TimelineView(const TextMeasure &measure);

    /// A new recording is shown whole; a longer one is shown whole when that was the case before, and else stays
    /// where it is. Null shows nothing. Requires: the source lives as long as it is shown.
    /// The source stays where it is until another one is set; it may have grown.
    void setSource(const TimelineSource *source, bool newRecording);
    void setRows(const RowList &rows);
    void setSize(double width, double height);
    /// What stands in the middle stays there, as far as the other axis can say where that is.
    void setAxis(AxisKind axis);
    void setWindow(const ViewWindow &window);
    void setScroll(double pixels);

    const TimelineSource &source() const { return *m_source; }
    const RowList &rows() const { return m_rows; }
    const Axis &axis() const { return m_source->axis(m_request.axis); }
    const ViewWindow &window() const { return m_request.view; }
    /// Everything else that is asked for: cursor, selection, hover, range.
    SceneRequest &request() { return m_request; }
    const SceneRequest &request() const { return m_request; }

    double contentHeight() const { return TimelineMetrics::Row * double(m_rows.count()); }
    double bodyHeight() const { return std::max(0.0, m_request.height - TimelineMetrics::Header); }
    bool showsWhole() const { return m_whole; }

    /// The window that shows everything.
    ViewWindow whole() const { return m_request.view.fitted(axis()); }
    /// The window that shows the events from `first` up to `end` (None: to the end) with some air.
    ViewWindow showing(asq::trace::EventId first, asq::trace::EventId end) const;
    /// The window that shows all that happens to `entity`; everything for None.
    ViewWindow showing(asq::trace::EntityId entity) const;
    /// Scrolls just so far that `row` is in sight.
    void scrollTo(int row);

    Scene scene() const { return layoutScene(*m_source, m_rows, m_request, m_measure); }
    /// Made anew only when something that it depends on changed.
    const Minimap &minimap();
    void checkInvariants() const;

private:
    const TextMeasure &m_measure;
    const TimelineSource *m_source; ///< Never null.
    RowList m_rows;
    SceneRequest m_request;
    Minimap m_minimap;
    bool m_whole = true;
    bool m_minimapStale = true;
};

} // namespace interleave
