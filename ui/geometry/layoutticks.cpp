#include "geometry/layoutparts.h"
#include "geometry/quantity.h"

#include <cmath>

namespace interleave {

namespace {

// The smallest of 1, 2, 5 · 10^n that is at least `atLeast`, and into how many parts short ticks cut it.
struct Step {
    double size = 1.0;
    int parts = 5;
};

Step niceStep(double atLeast)
{
    const double power = std::pow(10.0, std::floor(std::log10(atLeast)));
    const double lead = atLeast / power;
    if (lead <= 1.0)
        return {power, 5};
    if (lead <= 2.0)
        return {2.0 * power, 4};
    if (lead <= 5.0)
        return {5.0 * power, 5};
    return {10.0 * power, 5};
}

// Ticks of one ruler are told in one unit, with as many digits as its step asks for.
QString timeText(double nanoseconds, double step)
{
    struct Unit {
        double size;
        const char *name;
    };
    static constexpr Unit units[] = {{1e9, "s"}, {1e6, "ms"}, {1e3, "µs"}, {1.0, "ns"}};
    const Unit *unit = units;
    while (unit->size > 1.0 && step < unit->size * 0.099)
        ++unit;
    const int digits = std::max(0, int(std::ceil(-std::log10(step / unit->size) - 1e-9)));
    return QString::number(nanoseconds / unit->size, 'f', digits) + QLatin1Char(' ') + QString::fromUtf8(unit->name);
}

} // namespace

// On the order axis a tick stands at the middle of the column of the event that it names, so that event 10 is under
// "10"; on the time axis at its instant.
void layoutTicks(LayoutContext &context)
{
    const ViewWindow &view = context.view;
    const bool order = context.axis.kind() == AxisKind::Order;
    const double room = order ? 64.0 : 96.0;
    Step step = niceStep(room / view.pixelsPerUnit());
    if (order && step.size < 5.0)
        step = {std::max(1.0, std::round(step.size)), int(std::max(1.0, std::round(step.size)))};
    const double part = step.size / step.parts;
    const double shift = order ? -0.5 : 0.0;
    const double from = std::max(0.0, std::floor(view.begin / step.size) * step.size);
    const double last = order ? double(context.axis.eventCount()) : context.axis.extent();
    for (qint64 i = 0;; ++i) {
        const double value = from + double(i) * part;
        const double x = view.toPixel(value + shift);
        if (x > view.width || value > last)
            return;
        if (x < -room || (order && value < 1.0))
            continue;
        const bool major = i % step.parts == 0;
        QString text = order ? countText(std::llround(value)) : timeText(value, step.size);
        const double end = x + TickTextOffset + context.measure.width(text, TextRole::Small);
        if (!major || x + TickTextOffset < 0.0 || end > view.width)
            text.clear();
        context.scene.ticks.append(SceneTick{x, major, text});
    }
}

} // namespace interleave
