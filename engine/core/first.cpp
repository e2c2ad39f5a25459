#include "core/first.h"

namespace asq {

void FirstStep::decide(Results &&results, Trigger &trigger) const
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
