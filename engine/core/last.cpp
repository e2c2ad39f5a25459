#include "core/last.h"

namespace asq {

void LastStep::decide(Results &&results, Trigger &trigger) const
{
    if (!results.succeeded) {
        trigger.fail(std::move(results.errors));
        return;
    }
    Messages message;
    message.append(std::move(results.latest));
    trigger.complete(std::move(message));
}

} // namespace asq
