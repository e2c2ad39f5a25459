#include "analysis/rules/rulelist.h"

// Events that the recorder had no room for. What other rules say of what lies behind a gap may be wrong, so this is told.
namespace asq::analysis {

using trace::Event;
using trace::EventId;
using trace::EventKind;

namespace {

class GapRule final : public Rule
{
public:
    void event(const trace::Trace &trace, EventId id, const EntityNames &, QList<Finding> &found) override
    {
        const Event &event = trace.event(id);
        if (event.kind != EventKind::Gap)
            return;
        const QString lost = event.count == 0 ? QStringLiteral("Some events are missing here")
            : event.count == 1                ? QStringLiteral("One event is missing here")
                                              : QStringLiteral("%1 events are missing here").arg(event.count);
        found.append({FindingKind::Gap,
                      Severity::Remark,
                      {event.entity},
                      {id},
                      lost
                          + QLatin1String(": the program announced more at once than the recorder could keep. What is "
                                          "told of waits and channels behind this point may be incomplete.")});
    }
};

} // namespace

std::unique_ptr<Rule> gapRule()
{
    return std::make_unique<GapRule>();
}

} // namespace asq::analysis
