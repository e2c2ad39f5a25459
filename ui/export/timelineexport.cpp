#include "export/timelineexport.h"

#include "export/picturepainter.h"
#include "geometry/drawing.h"
#include "geometry/layout.h"
#include "geometry/spantext.h"

#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>

namespace interleave {

namespace {

// A laid-out timeline: the column of names and what stands right of it.
struct Page {
    FontMeasure fonts;
    Picture names;
    Picture body;
    QSize size;

    void paint(QPainter &painter) const
    {
        paintPicture(painter, names, fonts);
        painter.translate(double(names.width), 0.0);
        paintPicture(painter, body, fonts);
    }
};

double namesWidth(const TimelineSource &source, const RowList &rows, const TextMeasure &measure, double most)
{
    double widest = 96.0;
    for (const Row &row : rows.rows())
        widest = std::max(widest,
                          34.0 + 12.0 * std::min(row.depth, 8)
                              + measure.width(laneTitle(source.trace(), source.lanes().at(row.lane)), TextRole::Label));
    return std::min(std::ceil(widest), most);
}

Page layoutPage(const TimelineSource &source, const ExportOptions &options)
{
    Page page;
    // Crowds stay gathered: nobody reads a thousand timers on paper.
    LaneArrangement arrangement;
    for (const int lane : source.lanes().gathering())
        arrangement.folded.insert(laneKey(source.lanes().at(lane)));
    const RowList rows(source.lanes(), arrangement);
    const int needed = int(TimelineMetrics::Header + TimelineMetrics::Row * double(rows.count())) + 1;
    page.size = QSize(options.width, options.height.value_or(std::min(needed, ExportOptions::TallestExport)));
    const double names = namesWidth(source, rows, page.fonts, options.width * 0.3);
    SceneRequest request;
    request.axis = options.axis;
    request.cursor = std::nullopt;
    request.height = page.size.height();
    request.view.width = std::max(1.0, options.width - names);
    request.view = request.view.fitted(source.axis(options.axis));
    const Scene scene = layoutScene(source, rows, request, page.fonts);
    const Minimap minimap = layoutMinimap(source, rows, options.axis, request.view.width);
    DrawingOptions drawing;
    drawing.colors = options.light ? &ThemeColors::light() : &ThemeColors::dark();
    drawing.pixelRatio = options.pixelRatio;
    page.names = drawLaneNames(source, rows, scene, names, page.fonts, drawing);
    page.body = drawScene(source, rows, scene, minimap, drawing);
    return page;
}

bool writePng(const Page &page, double pixelRatio, QIODevice &device)
{
    QImage image(page.size * pixelRatio, QImage::Format_RGB32);
    image.setDevicePixelRatio(pixelRatio);
    QPainter painter(&image);
    page.paint(painter);
    painter.end();
    return image.save(&device, "PNG");
}

bool writeSvg(const Page &page, QIODevice &device)
{
    QSvgGenerator generator;
    generator.setOutputDevice(&device);
    generator.setSize(page.size);
    generator.setViewBox(QRect(QPoint(0, 0), page.size));
    generator.setTitle(QStringLiteral("Timeline"));
    QPainter painter;
    if (!painter.begin(&generator))
        return false;
    page.paint(painter);
    return painter.end();
}

bool writePdf(const Page &page, QIODevice &device)
{
    QPdfWriter writer(&device);
    writer.setPageSize(QPageSize(QSizeF(page.size), QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    writer.setResolution(72);
    writer.setTitle(QStringLiteral("Timeline"));
    QPainter painter;
    if (!painter.begin(&writer))
        return false;
    page.paint(painter);
    return painter.end();
}

} // namespace

std::optional<QString> exportTimeline(const TimelineSource &source, const ExportOptions &options, const QString &path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending != QLatin1String("png") && ending != QLatin1String("svg") && ending != QLatin1String("pdf"))
        return QStringLiteral("%1: the picture's name must end in .png, .svg or .pdf").arg(path);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return QStringLiteral("%1: %2").arg(path, file.errorString());
    const Page page = layoutPage(source, options);
    const bool painted = ending == QLatin1String("png") ? writePng(page, options.pixelRatio, file)
        : ending == QLatin1String("svg")                ? writeSvg(page, file)
                                                        : writePdf(page, file);
    if (!painted || !file.commit())
        return QStringLiteral("%1: could not be written: %2").arg(path, file.errorString());
    return std::nullopt;
}

} // namespace interleave
