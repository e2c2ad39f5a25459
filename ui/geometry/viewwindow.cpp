#include "geometry/viewwindow.h"

#include <algorithm>

namespace interleave {

namespace {

// The length that shows all of `axis` between two margins.
double wholeLength(const Axis &axis, double width)
{
    const double inner = std::max(1.0, width - 2.0 * ViewWindow::Margin);
    return axis.extent() * width / inner;
}

} // namespace

ViewWindow ViewWindow::zoomed(double factor, double pixel) const
{
    Q_ASSERT(factor > 0.0);
    ViewWindow result = *this;
    const double fixed = toAxis(pixel);
    result.length = length / factor;
    result.begin = fixed - pixel * result.length / width;
    return result;
}

ViewWindow ViewWindow::panned(double pixels) const
{
    ViewWindow result = *this;
    result.begin += pixels * length / width;
    return result;
}

ViewWindow ViewWindow::resized(double pixels) const
{
    ViewWindow result = *this;
    result.width = std::max(1.0, pixels);
    result.length = length * result.width / width;
    return result;
}

ViewWindow ViewWindow::showing(double from, double to, double margin) const
{
    Q_ASSERT(from <= to);
    ViewWindow result = *this;
    const double inner = std::max(1.0, width - 2.0 * margin);
    result.length = std::max((to - from) * width / inner, 1e-9);
    result.begin = from - margin * result.length / width;
    return result;
}

ViewWindow ViewWindow::clamped(const Axis &axis) const
{
    ViewWindow result = *this;
    const double largest = axis.kind() == AxisKind::Order ? WidestColumn : WidestNanosecond;
    const double shortest = width / largest;
    const double longest = std::max(shortest, fitted(axis).length);
    const double middle = begin + length / 2.0;
    result.length = std::clamp(length, shortest, longest);
    if (result.length != length)
        result.begin = middle - result.length / 2.0;
    const double margin = Margin * result.length / width;
    const double last = axis.extent() + margin - result.length;
    result.begin = std::max(-margin, std::min(result.begin, last));
    return result;
}

ViewWindow ViewWindow::fitted(const Axis &axis) const
{
    ViewWindow result = *this;
    result.length = wholeLength(axis, width);
    if (axis.kind() == AxisKind::Order)
        result.length = std::max(result.length, width / WidestFittedColumn);
    result.begin = -Margin * result.length / width;
    return result;
}

ViewWindow ViewWindow::following(double coordinate) const
{
    ViewWindow result = *this;
    if (coordinate < begin + length * 0.25)
        result.begin = coordinate - length * 0.25;
    else if (coordinate > begin + length * 0.75)
        result.begin = coordinate - length * 0.75;
    return result;
}

} // namespace interleave
