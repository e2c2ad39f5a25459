#include "geometry/brush.h"
#include "geometry/drawing.h"
#include "geometry/elision.h"
#include "geometry/spantext.h"

#include <algorithm>

namespace interleave {

using asq::trace::EntityId;

Picture drawLaneNames(const TimelineSource &source, const RowList &rows, const Scene &scene, double width,
                      const TextMeasure &measure, const DrawingOptions &options)
{
    const ThemeColors &colors = *options.colors;
    Picture picture;
    picture.width = float(width);
    picture.height = float(scene.request.height);
    Brush back(picture.layers[Picture::Rows], options.pixelRatio);
    Brush chips(picture.layers[Picture::Bars], options.pixelRatio);
    Brush words(picture.layers[Picture::Words], options.pixelRatio);
    back.rect(0.0, 0.0, width, scene.request.height, colors.surface);
    for (const int row : scene.visibleRows()) {
        const Row &shown = rows.rows().at(row);
        const double top = scene.rowTop(row);
        const double middle = top + TimelineMetrics::Row / 2.0;
        if (scene.selectedRow == row)
            back.rect(0.0, top, width, top + TimelineMetrics::Row, colors.selection);
        const double x = 12.0 + 12.0 * std::min(shown.depth, 8);
        if (shown.entity != EntityId::None)
            chips.rect(x, middle - 4.0, x + 8.0, middle + 4.0, colors.chips.at(source.chip(shown.entity)));
        const QString name = elided(laneTitle(source.trace(), source.lanes().at(shown.lane)), width - x - 14.0 - 8.0,
                                    TextRole::Label, measure);
        words.text(x + 14.0, middle, name,
                   shown.depth == 0 ? colors.text : blended(faded(colors.text, 0.85), colors.surface), TextRole::Label);
    }
    Brush header(picture.layers[Picture::Header], options.pixelRatio);
    Brush headerWords(picture.layers[Picture::HeaderWords], options.pixelRatio);
    header.rect(0.0, 0.0, width, TimelineMetrics::Header, colors.surface);
    const double ruler = TimelineMetrics::Minimap + TimelineMetrics::Ruler;
    for (const double y : {TimelineMetrics::Minimap, ruler, TimelineMetrics::Header})
        header.rect(0.0, y - 1.0, width, y, colors.line);
    header.rect(width - 1.0, 0.0, width, scene.request.height, colors.line);
    const bool order = scene.request.axis == AxisKind::Order;
    const QString clock = source.trace().virtualClock() ? QStringLiteral("virtual time") : QStringLiteral("time");
    headerWords.text(12.0, TimelineMetrics::Minimap / 2.0, QStringLiteral("whole run"), colors.textMuted,
                     TextRole::Small);
    headerWords.text(12.0, TimelineMetrics::Minimap + 10.5, order ? QStringLiteral("event order") : clock,
                     colors.textMuted, TextRole::Small);
    headerWords.text(12.0, ruler + TimelineMetrics::Strip / 2.0, QStringLiteral("who runs"), colors.text,
                     TextRole::Label);
    return picture;
}

} // namespace interleave
