#pragma once

#include "core/messages.h"

namespace asq {

/// What a step or segment calls to complete, fail or abort itself; the first completion wins and whatever comes too
/// late is ignored. Kept by whoever may still call it.
class Trigger : public RefCounted
{
public:
    virtual void complete(Messages messages) = 0;
    virtual void fail(Messages errors) = 0;
    /// Immediate and silent.
    virtual void abort() = 0;
    /// The sequence that this is part of has failed or was aborted: nothing called here has an effect.
    virtual bool isOver() const = 0;
    /// The sequence that this is part of was aborted.
    virtual bool isAborted() const = 0;
    /// An error-first callback: a truthy first value fails with it alone, else the rest completes.
    void errorFirst(Messages arguments)
    {
        if (!arguments.isEmpty() && arguments.front().isTruthy()) {
            Messages errors;
            errors.append(std::move(arguments.front()));
            fail(std::move(errors));
            return;
        }
        if (!arguments.isEmpty())
            arguments.takeFirst();
        complete(std::move(arguments));
    }
};

} // namespace asq
