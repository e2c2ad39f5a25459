#include "analysis/rules/finding.h"

#include <array>

namespace asq::analysis {

const char *name(FindingKind kind)
{
    static constexpr std::array<const char *, FindingKindCount> names = {
        "deadlock",   "never settled",  "settled twice", "unhandled error",
        "value left", "starved branch", "lost message",  "gap",
    };
    return names.at(std::size_t(kind));
}

QString title(FindingKind kind)
{
    static constexpr std::array<const char *, FindingKindCount> titles = {
        "Deadlock",       "Never settled", "Settled twice", "Unhandled error", "Value left in a channel",
        "Starved branch", "Lost message",  "Gap",
    };
    return QLatin1String(titles.at(std::size_t(kind)));
}

const char *name(Severity severity)
{
    static constexpr std::array<const char *, 3> names = {"problem", "warning", "remark"};
    return names.at(std::size_t(severity));
}

} // namespace asq::analysis
