#pragma once

#include "geometry/themecolors.h"
#include "geometry/timelinesource.h"

#include <QSize>
#include <QString>

#include <optional>

namespace interleave {

/// How a timeline becomes a file.
struct ExportOptions {
    int width = 1440;           ///< Pixels (PDF: points).
    std::optional<int> height;  ///< Nothing: as high as all lanes need, at most TallestExport.
    AxisKind axis = AxisKind::Order;
    bool light = false;
    double pixelRatio = 1.0;    ///< PNG only: device pixels a pixel.

    static constexpr int TallestExport = 16000;
};

/// Writes the whole of `source` to `path`; its ending says how: png, svg or pdf. Nothing when that worked, else a
/// sentence for people. Requires: a QGuiApplication (the offscreen platform will do).
std::optional<QString> exportTimeline(const TimelineSource &source, const ExportOptions &options, const QString &path);

} // namespace interleave
