#include "core/none.h"

namespace asq {

void NoneStep::decide(Results &&results, Trigger &trigger) const
{
    if (results.succeeded)
        trigger.fail(std::move(results.passed));
    else
        trigger.complete(std::move(results.errors));
}

} // namespace asq
