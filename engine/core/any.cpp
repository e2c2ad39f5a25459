#include "core/any.h"

namespace asq {

void AnyStep::decide(Results &&results, Trigger &trigger) const
{
    if (results.succeeded)
        trigger.complete(std::move(results.passed));
    else
        trigger.fail(std::move(results.errors));
}

} // namespace asq
