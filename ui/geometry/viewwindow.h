#pragma once

#include "geometry/axis.h"

namespace interleave {

/// Which stretch of an axis is seen, and how wide: the pixels 0…width show the coordinates begin…begin + length.
/// A value: zooming and panning give another one.
struct ViewWindow {
    double begin = 0.0;
    double length = 1.0; ///< Above 0.
    double width = 1.0;  ///< Pixels, above 0.

    double end() const { return begin + length; }
    double pixelsPerUnit() const { return width / length; }
    double toPixel(double coordinate) const { return (coordinate - begin) * pixelsPerUnit(); }
    double toAxis(double pixel) const { return begin + pixel * length / width; }

    /// `factor` above 1 shows less, larger; what stands at `pixel` stays there. Requires: factor > 0.
    ViewWindow zoomed(double factor, double pixel) const;
    /// What was at pixel p is at p - `pixels` afterwards.
    ViewWindow panned(double pixels) const;
    /// The same scale in another width.
    ViewWindow resized(double pixels) const;
    /// Exactly `from`…`to` with `margin` pixels of air at both sides. Requires: from <= to.
    ViewWindow showing(double from, double to, double margin) const;
    /// The nearest window that people may see on `axis`: not closer than its largest scale, not farther than the
    /// whole with Margin at both sides, and not outside of it.
    ViewWindow clamped(const Axis &axis) const;
    /// The whole of `axis`; few events are not blown up: a column is at most WidestFittedColumn pixels wide.
    ViewWindow fitted(const Axis &axis) const;
    /// Panned just so far that `coordinate` stands in the middle half, or as it is when it does already.
    ViewWindow following(double coordinate) const;

    static constexpr double Margin = 16.0;              ///< Pixels of air at both ends of the whole.
    static constexpr double WidestColumn = 240.0;       ///< Pixels of one event on the order axis.
    static constexpr double WidestFittedColumn = 56.0;  ///< The same, when the whole is fitted.
    static constexpr double WidestNanosecond = 10.0;    ///< Pixels of a nanosecond on the time axis.

    friend bool operator==(const ViewWindow &, const ViewWindow &) = default;
};

} // namespace interleave
