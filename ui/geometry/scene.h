#pragma once

#include "geometry/rowlist.h"
#include "geometry/timelinesource.h"
#include "geometry/viewwindow.h"

#include <QString>

#include <optional>
#include <utility>

namespace interleave {

/// Heights of the parts of a timeline in pixels, from the top: minimap, ruler, strip, then rows.
struct TimelineMetrics {
    static constexpr double Minimap = 36.0;
    static constexpr double Ruler = 22.0;
    static constexpr double Strip = 30.0;
    static constexpr double Header = Minimap + Ruler + Strip;
    static constexpr double Row = 22.0;
};

/// What people look at; layoutScene() makes a Scene of it.
struct SceneRequest {
    ViewWindow view;
    AxisKind axis = AxisKind::Order;
    double height = 0.0; ///< Pixels of the whole timeline, header included.
    double scroll = 0.0; ///< Pixels of rows that are scrolled away at the top.
    asq::trace::EntityId selected = asq::trace::EntityId::None;
    std::optional<asq::trace::EventId> cursor = asq::trace::EventId::None; ///< Nothing: no cursor is shown.
    asq::trace::EventId hovered = asq::trace::EventId::None; ///< Its causal chain lights up.
    std::optional<int> hoveredRow;
    std::optional<std::pair<double, double>> range;          ///< Selected stretch of the axis.
};

/// A stretch of one row in one state, at least NarrowestBar pixels wide or without an end.
struct SceneBar {
    double left = 0.0;
    double right = 0.0;
    int row = 0;
    asq::analysis::State state = asq::analysis::State::Absent;
    asq::trace::EntityId entity = asq::trace::EntityId::None;
    qsizetype firstSpan = 0; ///< Position in TimelineSource::detail(entity); in a folded row, of its group's lane.
};

/// A stretch of a row that is too dense for bars: one state a pixel, the worst of those that share it.
struct SceneStripe {
    int row = 0;
    int left = 0;        ///< Pixel of its first cell.
    qsizetype first = 0; ///< Position of that among Scene::cells.
    int count = 0;       ///< Cells.
};

/// What a channel holds for a stretch; heights are parts (0…1) of the row.
struct SceneLevel {
    double left = 0.0;
    double right = 0.0;
    int row = 0;
    double buffered = 0.0;
    double puts = 0.0;
    bool takes = false; ///< Somebody waits to take.
    quint32 held = 0;   ///< Messages in the buffer and in waiting puts, the most of the stretch.
};

/// Pixels; what is narrower shows in a stripe, by its colour alone.
constexpr double NarrowestBar = 9.0;

/// A piece of the interleaving strip.
struct SceneSlice {
    double left = 0.0;
    double right = 0.0;
    asq::trace::EntityId entity = asq::trace::EntityId::None;
    quint8 chip = 0;
    asq::trace::EventId begin = asq::trace::EventId::None; ///< Of the first slice that it stands for…
    asq::trace::EventId end = asq::trace::EventId::None;   ///< …and of the last; None: still running.
    quint32 count = 1; ///< How many those are.
    QString label;
};

/// A single event that has a sign of its own in its row.
struct SceneMark {
    double x = 0.0;
    int row = 0;
    asq::trace::EventKind kind = asq::trace::EventKind::Created;
    asq::trace::EventId event = asq::trace::EventId::None;
};

/// Why an arrow is shown, later ones stand out more.
enum class ArrowRank : quint8 { Normal, Selected, Chain };

/// From a cause to its effect in another row.
struct SceneArrow {
    double fromX = 0.0;
    double toX = 0.0;
    int fromRow = 0;
    int toRow = 0;
    asq::trace::EventId cause = asq::trace::EventId::None;
    asq::trace::EventId effect = asq::trace::EventId::None;
    bool message = false; ///< A message or token went along it.
    ArrowRank rank = ArrowRank::Normal;
};

/// Words in a bar, fitted already.
struct SceneLabel {
    double left = 0.0;
    double width = 0.0; ///< Of the words.
    int row = 0;
    asq::analysis::State state = asq::analysis::State::Absent;
    QString text;
};

/// Pixels from a tick to its text.
constexpr double TickTextOffset = 4.0;

/// A line of the ruler.
struct SceneTick {
    double x = 0.0;
    bool major = false; ///< A long one, with a line down through the lanes.
    QString text;       ///< Of a major one that has room for it.
};

/// All that is visible of a timeline, in pixels of the timeline, without colours. Rows are given by number; row r
/// stands from rowTop(r) on. How much is in it follows from the size in pixels, not from the length of the trace.
struct Scene {
    SceneRequest request;
    int pinnedRows = 0; ///< The first so many rows show always, at the top.
    int firstRow = 0;   ///< Of those that scroll.
    int endRow = 0;     ///< One behind the last visible.
    double columnWidth = 0.0; ///< Pixels of one event on the order axis; 0 on the time axis.
    std::optional<double> cursorX;
    QString cursorText; ///< Which event, or which instant.
    double cursorTextWidth = 0.0;
    QList<SceneTick> ticks;
    QList<SceneSlice> slices;
    QList<SceneBar> bars; ///< Ordered by row.
    QList<SceneStripe> stripes; ///< At most one a row.
    QList<quint8> cells; ///< Of stripes: asq::analysis::severity() of a state, 0 where nothing is.
    QList<SceneLevel> levels;
    QList<SceneMark> marks;
    QList<SceneArrow> arrows; ///< Ordered by rank.
    QList<SceneLabel> labels;
    std::optional<int> selectedRow;

    double rowTop(int row) const
    {
        return TimelineMetrics::Header + row * TimelineMetrics::Row - (row < pinnedRows ? 0.0 : request.scroll);
    }
    bool inSight(int row) const { return (row >= 0 && row < pinnedRows) || (row >= firstRow && row < endRow); }
    QList<int> visibleRows() const;
};

/// What stands under a point.
struct SceneHit {
    enum Zone : quint8 { Nothing, Minimap, Ruler, Strip, Lane };
    Zone zone = Nothing;
    std::optional<int> row;
    asq::trace::EntityId entity = asq::trace::EntityId::None; ///< Of a slice, or of the row.
    asq::trace::EventId event = asq::trace::EventId::None;    ///< At which what is there begins.
    asq::trace::EventId end = asq::trace::EventId::None;      ///< At which it ends; None: with the trace.
    quint32 count = 0; ///< How many things share the place; 0: only the row.
    asq::trace::EventId instant = asq::trace::EventId::None;  ///< Where the cursor would go.
};

} // namespace interleave
