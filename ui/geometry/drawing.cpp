#include "geometry/drawing.h"

#include "geometry/brush.h"

#include <algorithm>
#include <array>
#include <cmath>

// One function a part of the timeline, in the order from the back to the front. Sizes that only matter to looks
// stand here; what matters to meaning (which states, which arrows) was decided by layoutScene().

namespace interleave {

using asq::analysis::State;
using asq::trace::EntityId;
using asq::trace::EventId;
using asq::trace::EventKind;

namespace {

constexpr double BarInset = 4.0; ///< Air above and below a bar within its row.
constexpr double MinimapInset = 4.0;
constexpr double StripInset = 4.0;

class SceneDrawing
{
public:
    SceneDrawing(const RowList &rows, const Scene &scene, const Minimap &minimap, const DrawingOptions &options)
        : m_rows(rows), m_scene(scene), m_minimap(minimap), m_colors(*options.colors), m_ratio(options.pixelRatio)
    {
        m_picture.width = float(scene.request.view.width);
        m_picture.height = float(scene.request.height);
    }

    Picture draw()
    {
        drawRows();
        drawStripes();
        drawBars();
        drawLevels();
        drawMarks();
        drawArrows();
        drawLabels();
        drawHeader();
        drawRuler();
        drawStrip();
        drawMinimap();
        drawCursor();
        return m_picture;
    }

private:
    Brush brush(Picture::LayerName layer) { return Brush(m_picture.layers[layer], m_ratio); }
    double width() const { return m_scene.request.view.width; }
    double bodyBottom() const { return std::min(m_scene.request.height, m_scene.rowTop(int(m_rows.count()))); }
    Argb colorOf(State state) const;
    void drawRows();
    void drawStripes();
    void drawBars();
    void drawBar(const SceneBar &bar);
    void drawEnd(const SceneBar &bar);
    void drawLevels();
    void drawMarks();
    void drawArrows();
    void drawLabels();
    void drawHeader();
    void drawRuler();
    void drawStrip();
    void drawMinimap();
    void drawCursor();

    const RowList &m_rows;
    const Scene &m_scene;
    const Minimap &m_minimap;
    const ThemeColors &m_colors;
    double m_ratio;
    Picture m_picture;
};

Argb SceneDrawing::colorOf(State state) const
{
    switch (state) {
    case State::Absent:
    case State::Created: return m_colors.line;
    case State::Ready: return m_colors.ready;
    case State::Running: return m_colors.running;
    case State::Blocked: return m_colors.blocked;
    case State::Waiting: return m_colors.waiting;
    case State::Completed: return m_colors.completed;
    case State::Failed: return m_colors.failed;
    case State::Aborted: return m_colors.aborted;
    }
    Q_UNREACHABLE();
    return 0;
}

void SceneDrawing::drawRows()
{
    Brush rows = brush(Picture::Rows);
    rows.rect(0.0, 0.0, width(), m_scene.request.height, m_colors.background);
    for (const int row : m_scene.visibleRows()) {
        const double top = m_scene.rowTop(row);
        const double bottom = top + TimelineMetrics::Row;
        if (m_rows.rows().at(row).depth == 0 && m_rows.rows().at(row).hasChildren)
            rows.rect(0.0, top, width(), bottom, m_colors.surface);
        if (m_scene.selectedRow == row)
            rows.rect(0.0, top, width(), bottom, m_colors.selection);
        else if (m_scene.request.hoveredRow == row)
            rows.rect(0.0, top, width(), bottom, m_colors.hover);
        rows.rect(0.0, bottom - 1.0 / m_ratio, width(), bottom, faded(m_colors.line, 0.45));
    }
    if (m_scene.pinnedRows > 0) {
        const double below = TimelineMetrics::Header + m_scene.pinnedRows * TimelineMetrics::Row;
        rows.rect(0.0, below - 1.0, width(), below, m_colors.textMuted);
    }
    for (const SceneTick &tick : m_scene.ticks) {
        if (tick.major)
            rows.rect(tick.x, TimelineMetrics::Header, tick.x + 1.0 / m_ratio, m_scene.request.height,
                      faded(m_colors.line, 0.6));
    }
}

// A stretch that a thing stays in after its end is empty; the end itself is a sign at its beginning.
void SceneDrawing::drawEnd(const SceneBar &bar)
{
    Brush bars = brush(Picture::Bars);
    const double top = m_scene.rowTop(bar.row) + BarInset;
    const double bottom = top + TimelineMetrics::Row - 2.0 * BarInset;
    const double middle = (top + bottom) / 2.0;
    const Argb color = colorOf(bar.state);
    if (bar.left < -8.0)
        return;
    if (bar.state == State::Completed) {
        bars.rect(bar.left, top, bar.left + 3.0, bottom, color);
    } else if (bar.state == State::Failed) {
        const float x = float(bar.left) + 4.0f;
        const float y = float(middle);
        bars.line({{x - 4.0f, y - 4.0f}, {x + 4.0f, y + 4.0f}}, 2.0, color);
        bars.line({{x - 4.0f, y + 4.0f}, {x + 4.0f, y - 4.0f}}, 2.0, color);
    } else {
        bars.rect(bar.left, top, bar.left + 2.0, bottom, color);
        bars.rect(bar.left - 4.0, middle - 1.0, bar.left + 7.0, middle + 1.0, color);
    }
}

void SceneDrawing::drawBar(const SceneBar &bar)
{
    Brush bars = brush(Picture::Bars);
    const double left = std::max(bar.left, -2.0);
    const double right = std::min(bar.right, width() + 2.0);
    const double top = m_scene.rowTop(bar.row) + BarInset;
    const double bottom = top + TimelineMetrics::Row - 2.0 * BarInset;
    const double middle = (top + bottom) / 2.0;
    const Argb color = colorOf(bar.state);
    const double hair = 1.0;
    // Hatches and dots belong to the axis, not to the window: they move along when people pan.
    const double phase = bar.left;
    // Outlines and patterns need room; without it the colour alone says it, and shapes stay few.
    const bool narrow = right - left < 10.0;
    const bool framed = right - left >= 20.0;
    switch (bar.state) {
    case State::Absent: break;
    case State::Created: bars.rect(left, middle - 1.0, right, middle + 1.0, color); break;
    case State::Ready:
        bars.rect(left, top, right, bottom, color);
        if (framed)
            bars.frame(left, top, right, bottom, hair, faded(m_colors.running, 0.85));
        break;
    case State::Running: bars.rect(left, top, right, bottom, color); break;
    case State::Blocked:
        if (narrow) {
            bars.rect(left, top, right, bottom, faded(color, 0.75));
            break;
        }
        bars.rect(left, top, right, bottom, faded(color, 0.13));
        bars.pattern(left, top, right, bottom, Pattern::Diagonal, faded(color, 0.55), phase);
        if (framed)
            bars.frame(left, top, right, bottom, hair, faded(color, 0.8));
        break;
    case State::Waiting:
        if (narrow) {
            bars.rect(left, middle - 2.0, right, middle + 2.0, faded(color, 0.75));
            break;
        }
        bars.rect(left, top, right, bottom, faded(color, 0.1));
        bars.pattern(left, top, right, bottom, Pattern::Dots, faded(color, 0.85), phase);
        break;
    case State::Completed:
    case State::Failed:
    case State::Aborted: drawEnd(bar); break;
    }
}

// A cell is as high as a bar of its state that is too narrow for more than its colour: what only waits is low.
void SceneDrawing::drawStripes()
{
    struct CellColor {
        Argb high = 0;
        Argb low = 0;
    };
    std::array<CellColor, asq::analysis::StateCount> colors = {};
    for (int rank = 1; rank < asq::analysis::StateCount; ++rank) {
        const State state = asq::analysis::stateOfSeverity(rank);
        const bool isLow = state == State::Created || state == State::Waiting;
        const bool isFaded = state == State::Blocked || state == State::Waiting;
        const Argb color = isFaded ? faded(colorOf(state), 0.75) : colorOf(state);
        (isLow ? colors.at(std::size_t(rank)).low : colors.at(std::size_t(rank)).high) = color;
    }
    Picture::Layer &bars = m_picture.layers[Picture::Bars];
    bars.cells.resize(2 * m_scene.cells.size());
    Argb *high = bars.cells.data();
    Argb *low = high + m_scene.cells.size();
    for (const quint8 rank : m_scene.cells) {
        *high++ = colors[rank].high;
        *low++ = colors[rank].low;
    }
    const double height = TimelineMetrics::Row - 2.0 * BarInset;
    for (const SceneStripe &stripe : m_scene.stripes) {
        const double top = m_scene.rowTop(stripe.row) + BarInset;
        bars.stripes.append(Picture::Stripe{float(stripe.left), float(top + height / 2.0 - 2.0), 1.0f, 4.0f,
                                            m_scene.cells.size() + stripe.first, stripe.count});
        bars.stripes.append(
            Picture::Stripe{float(stripe.left), float(top), 1.0f, float(height), stripe.first, stripe.count});
    }
}

void SceneDrawing::drawBars()
{
    for (const SceneBar &bar : m_scene.bars)
        drawBar(bar);
}

void SceneDrawing::drawLevels()
{
    Brush bars = brush(Picture::Bars);
    for (const SceneLevel &level : m_scene.levels) {
        const double bottom = m_scene.rowTop(level.row) + TimelineMetrics::Row - 3.0;
        const double height = TimelineMetrics::Row - 6.0;
        const double left = std::max(level.left, -2.0);
        const double right = std::min(level.right, width() + 2.0);
        const double full = bottom - height * level.buffered;
        const double offered = full - height * level.puts;
        bars.rect(left, full, right, bottom, m_colors.channel);
        if (level.puts > 0.0) {
            bars.rect(left, offered, right, full, faded(m_colors.channel, 0.22));
            bars.pattern(left, offered, right, full, Pattern::Diagonal, faded(m_colors.channel, 0.6), level.left);
            bars.rect(left, offered, right, offered + 1.0, m_colors.channel);
        }
        if (level.takes)
            bars.rect(left, bottom, right, bottom + 2.0, faded(m_colors.blocked, 0.9));
    }
}

void SceneDrawing::drawMarks()
{
    Brush marks = brush(Picture::Arrows);
    const ThemeColors &c = m_colors;
    for (const SceneMark &mark : m_scene.marks) {
        const float x = float(mark.x);
        const double rowTop = m_scene.rowTop(mark.row);
        const float y = float(rowTop + TimelineMetrics::Row / 2.0);
        const auto diamond = [&](float middle, float size, Argb color) {
            marks.triangle({x - size, middle}, {x, middle - size}, {x + size, middle}, color);
            marks.triangle({x - size, middle}, {x, middle + size}, {x + size, middle}, color);
        };
        // What happens while a thing runs is marked at the lower edge of its bar, out of the way of its words.
        const float edge = float(rowTop + TimelineMetrics::Row - BarInset);
        switch (mark.kind) {
        case EventKind::Rendezvous:
        case EventKind::Delivered:
        case EventKind::Buffered:
        case EventKind::Taken:
            diamond(y, 5.5f, c.background);
            diamond(y, 4.0f, c.message);
            break;
        case EventKind::Transferred:
            diamond(edge, 5.0f, c.background);
            diamond(edge, 3.5f, c.message);
            break;
        case EventKind::Choice:
            diamond(edge, 5.0f, c.background);
            diamond(edge, 3.5f, c.accent);
            break;
        case EventKind::Logged:
            // A sheet with two lines.
            marks.rect(x - 5.0, edge - 4.0, x + 5.0, edge + 4.0, c.textMuted);
            marks.rect(x - 4.0, edge - 3.0, x + 4.0, edge + 3.0, c.background);
            marks.rect(x - 3.0, edge - 2.0, x + 3.0, edge - 1.0, c.text);
            marks.rect(x - 3.0, edge + 1.0, x + 1.0, edge + 2.0, c.text);
            break;
        case EventKind::Marked:
            marks.rect(x, rowTop + 3.0, x + 1.0, rowTop + 19.0, c.text);
            marks.triangle({x + 1.0f, y - 8.0f}, {x + 9.0f, y - 5.0f}, {x + 1.0f, y - 2.0f}, c.cursor);
            break;
        case EventKind::Closed:
        case EventKind::Cancelled:
            marks.rect(x - 1.0, rowTop + BarInset, x + 1.0, rowTop + TimelineMetrics::Row - BarInset, c.aborted);
            break;
        case EventKind::Dropped:
        case EventKind::Gap: marks.line({{x - 4.0f, y + 4.0f}, {x + 4.0f, y - 4.0f}}, 2.0, c.aborted); break;
        case EventKind::Reported:
            marks.triangle({x - 5.0f, y + 5.0f}, {x, y - 5.0f}, {x + 5.0f, y + 5.0f}, c.failed);
            break;
        default: // Offered and Requested show in the level.
            break;
        }
    }
}

void SceneDrawing::drawArrows()
{
    Brush arrows = brush(Picture::Arrows);
    const bool chain = !m_scene.arrows.isEmpty() && m_scene.arrows.last().rank == ArrowRank::Chain;
    for (const SceneArrow &arrow : m_scene.arrows) {
        const bool down = arrow.toRow > arrow.fromRow;
        // From edge to edge of the bars, and the head touches the effect's bar.
        const float from = float(m_scene.rowTop(arrow.fromRow) + (down ? TimelineMetrics::Row - BarInset : BarInset));
        const float to = float(m_scene.rowTop(arrow.toRow) + (down ? BarInset : TimelineMetrics::Row - BarInset));
        const float head = down ? -5.0f : 5.0f;
        double opacity = arrow.rank == ArrowRank::Normal ? 0.75 : 1.0;
        if (chain && arrow.rank != ArrowRank::Chain)
            opacity = 0.22;
        const Argb hue = arrow.message       ? m_colors.message
            : arrow.rank == ArrowRank::Chain ? m_colors.text
                                             : m_colors.textMuted;
        const Argb color = faded(hue, opacity);
        const float x = float(arrow.toX);
        const double thickness = arrow.rank == ArrowRank::Chain ? 2.0 : 1.5;
        arrows.curve({float(arrow.fromX), from}, {x, to + head * 0.8f}, thickness, color);
        arrows.triangle({x - 3.5f, to + head}, {x + 3.5f, to + head}, {x, to}, color);
    }
}

void SceneDrawing::drawLabels()
{
    Brush words = brush(Picture::Words);
    for (const SceneLabel &label : m_scene.labels) {
        const double middle = m_scene.rowTop(label.row) + TimelineMetrics::Row / 2.0;
        Argb color = m_colors.text;
        if (label.state == State::Running)
            color = m_colors.textOnAccent;
        else if (label.state == State::Failed)
            color = m_colors.failed;
        else if (label.state == State::Completed || label.state == State::Waiting)
            color = m_colors.textMuted;
        // Words on a pattern get ground of their own.
        if (label.state == State::Blocked || label.state == State::Waiting)
            words.rect(label.left - 3.0, middle - 6.0, label.left + label.width + 3.0, middle + 6.0,
                       faded(m_colors.background, 0.78));
        words.text(label.left, middle, label.text, color, TextRole::Small);
    }
}

void SceneDrawing::drawHeader()
{
    Brush header = brush(Picture::Header);
    const double ruler = TimelineMetrics::Minimap + TimelineMetrics::Ruler;
    header.rect(0.0, 0.0, width(), TimelineMetrics::Minimap, m_colors.surface);
    header.rect(0.0, TimelineMetrics::Minimap, width(), ruler, m_colors.background);
    header.rect(0.0, ruler, width(), TimelineMetrics::Header, m_colors.surface);
    for (const double y : {TimelineMetrics::Minimap, ruler, TimelineMetrics::Header})
        header.rect(0.0, y - 1.0, width(), y, m_colors.line);
}

void SceneDrawing::drawRuler()
{
    Brush header = brush(Picture::Header);
    Brush words = brush(Picture::HeaderWords);
    const double top = TimelineMetrics::Minimap;
    const double bottom = top + TimelineMetrics::Ruler - 1.0;
    for (const SceneTick &tick : m_scene.ticks) {
        header.rect(tick.x, tick.major ? bottom - 7.0 : bottom - 4.0, tick.x + 1.0 / m_ratio, bottom,
                    tick.major ? m_colors.textMuted : m_colors.line);
        if (!tick.text.isEmpty())
            words.text(tick.x + TickTextOffset, top + 10.0, tick.text, m_colors.textMuted, TextRole::Small);
    }
}

void SceneDrawing::drawStrip()
{
    Brush header = brush(Picture::Header);
    Brush words = brush(Picture::HeaderWords);
    const double top = TimelineMetrics::Minimap + TimelineMetrics::Ruler + StripInset;
    const double bottom = TimelineMetrics::Header - StripInset - 1.0;
    const EntityId selected = m_scene.request.selected;
    for (const SceneSlice &slice : m_scene.slices) {
        const double left = std::max(slice.left, -2.0);
        const double right = std::min(slice.right, width() + 2.0);
        const Argb hue = m_colors.chips.at(slice.chip);
        // A hair of air between two wide slices; the selected entity's stand out.
        const double air = right - left >= 5.0 ? 1.0 : 0.0;
        const bool quiet = selected != EntityId::None && slice.entity != selected;
        const Argb color = quiet ? blended(faded(hue, 0.45), m_colors.surface) : hue;
        header.rect(left, top, right - air, bottom, color);
        if (selected != EntityId::None && slice.entity == selected)
            header.rect(left, bottom + 1.0, right - air, bottom + 3.0, m_colors.text);
        if (!slice.label.isEmpty())
            words.text(std::max(slice.left, 0.0) + 3.0, (top + bottom) / 2.0, slice.label,
                       quiet ? m_colors.text : m_colors.textOnAccent, TextRole::Small);
    }
}

void SceneDrawing::drawMinimap()
{
    Brush header = brush(Picture::Header);
    const double height = TimelineMetrics::Minimap - 2.0 * MinimapInset - 1.0;
    const double pitch = std::min(3.0, std::floor(height / std::max(1, m_minimap.lines) * 2.0) / 2.0);
    const double top = MinimapInset + (height - pitch * m_minimap.lines) / 2.0;
    for (const MinimapBar &bar : m_minimap.bars) {
        const double y = top + bar.line * pitch;
        header.rect(bar.left, y, bar.right, y + std::max(1.0, pitch - 1.0),
                    faded(colorOf(bar.state), bar.state == State::Waiting ? 0.45 : 0.9));
    }
    // What the timeline shows is the light part of it.
    const ViewWindow &view = m_scene.request.view;
    const double left = std::clamp(m_minimap.view.toPixel(view.begin), 0.0, width());
    const double right = std::clamp(m_minimap.view.toPixel(view.end()), 0.0, width());
    const double bottom = TimelineMetrics::Minimap - 1.0;
    const Argb shade = faded(m_colors.background, 0.65);
    header.rect(0.0, 0.0, left, bottom, shade);
    header.rect(right, 0.0, width(), bottom, shade);
    if (left > 0.5 || right < width() - 0.5)
        header.frame(left, 0.0, std::max(right, left + 3.0), bottom, 1.0, m_colors.accent);
}

void SceneDrawing::drawCursor()
{
    Brush overlay = brush(Picture::Overlay);
    const double rulerTop = TimelineMetrics::Minimap;
    if (m_scene.request.range) {
        const double left = m_scene.request.view.toPixel(m_scene.request.range->first);
        const double right = m_scene.request.view.toPixel(m_scene.request.range->second);
        overlay.rect(left, rulerTop, right, m_scene.request.height, m_colors.selection);
        overlay.rect(left, rulerTop, left + 1.0, m_scene.request.height, m_colors.accent);
        overlay.rect(right - 1.0, rulerTop, right, m_scene.request.height, m_colors.accent);
    }
    if (!m_scene.cursorX)
        return;
    const double x = *m_scene.cursorX;
    const double inMinimap = m_minimap.view.toPixel(m_scene.request.view.toAxis(x));
    overlay.rect(inMinimap - 0.5, 2.0, inMinimap + 0.5, TimelineMetrics::Minimap - 3.0, m_colors.cursor);
    if (x < -8.0 || x > width() + 8.0)
        return;
    // On the order axis the cursor is a column: what it holds is the state after its event.
    const double half = m_scene.columnWidth / 2.0;
    if (half >= 3.0 && m_scene.request.cursor != EventId::None)
        overlay.rect(x - half, TimelineMetrics::Header, x + half, m_scene.request.height, faded(m_colors.cursor, 0.09));
    const double left = std::round(x * m_ratio) / m_ratio - 0.5;
    const float knob = float(std::clamp(x, 5.0, width() - 5.0));
    const float bottom = float(rulerTop + TimelineMetrics::Ruler - 1.0);
    overlay.rect(left, rulerTop + 14.0, left + 1.5, m_scene.request.height, m_colors.cursor);
    const double pill = m_scene.cursorTextWidth + 10.0;
    const double pillLeft = std::clamp(x - pill / 2.0, 0.0, std::max(0.0, width() - pill));
    overlay.rect(pillLeft, rulerTop + 2.0, pillLeft + pill, rulerTop + 15.0, m_colors.cursor);
    overlay.text(pillLeft + 5.0, rulerTop + 8.5, m_scene.cursorText, m_colors.background, TextRole::Small);
    overlay.triangle({knob - 4.0f, bottom - 7.0f}, {knob + 4.0f, bottom - 7.0f}, {knob, bottom - 2.0f},
                     m_colors.cursor);
}

} // namespace

Picture drawScene(const TimelineSource &source, const RowList &rows, const Scene &scene, const Minimap &minimap,
                  const DrawingOptions &options)
{
    Q_UNUSED(source)
    return SceneDrawing(rows, scene, minimap, options).draw();
}

} // namespace interleave
