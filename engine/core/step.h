#pragma once

#include "core/kernel.h"
#include "core/trigger.h"

namespace asq {

class Flow;
class SequenceCore;

/// How a callable shows itself: the program's name for it and where it stands.
struct Description {
    QString label;
    Position position;
};

/// A user function that gives a value back: a `val` step, an `or` handler, a step of an iterable sequence. A wrapper
/// that it returns or throws stands for its content.
class Function : public RefCounted
{
public:
    /// Throws Failure (or anything) for what user code throws.
    virtual Value call(Messages arguments) = 0;
    /// As a handler of errors: `flow` is what failed.
    virtual Value callIn(Flow &, Messages errors) { return call(std::move(errors)); }
    /// Empty label: not shown, part of the kernel's own plumbing.
    const Description &description() const { return m_description; }
    void setDescription(Description description) { m_description = std::move(description); }
    bool isVisible() const { return !m_description.label.isEmpty(); }

private:
    Description m_description;
};

/// One run of a step: what it gets, how it ends, and what it waits for meanwhile.
class StepRun
{
public:
    /// `arguments` is the step's, to do with as it likes; it lives longer.
    StepRun(Kernel &kernel, Slice &slice, Messages &arguments)
        : StepRun(kernel, &slice, slice.entity(), arguments, nullptr)
    {
    }
    StepRun(const StepRun &) = delete;
    StepRun &operator=(const StepRun &) = delete;

    Messages &messages;

    Kernel &kernel() { return m_kernel; }
    /// The trigger of this run; made on first use.
    const Ref<Trigger> &trigger()
    {
        if (!m_trigger)
            m_trigger = makeTrigger();
        return m_trigger;
    }
    bool hasTrigger() const { return bool(m_trigger); }
    /// Completes without making a trigger.
    virtual void complete(Messages result) = 0;
    /// Where the step may leave its result as the last thing that it does, instead of calling complete(); mostly null.
    Messages *place()
    {
        if (!m_place || m_trigger || !m_place->isEmpty())
            return nullptr;
        m_isPlaced = true;
        return m_place;
    }
    /// What the step waits for when it returns before it completed; a trigger of the outside unless told.
    void waitsFor(WaitReason reason, EntityId other = EntityId::None, quint32 count = 0)
    {
        if (m_slice)
            m_slice->suspends(reason, other, count);
        m_waitKnown = true;
    }
    bool isWaitKnown() const { return m_waitKnown; }
    EntityId entity() const { return m_entity; }
    /// The sequence whose own step this is; null for a segment.
    virtual SequenceCore *sequence() const { return nullptr; }

protected:
    /// `slice` is null when nobody observes, `place` when the result has to go through complete().
    StepRun(Kernel &kernel, Slice *slice, EntityId entity, Messages &arguments, Messages *place)
        : messages(arguments), m_kernel(kernel), m_slice(slice), m_place(place), m_entity(entity)
    {
    }
    ~StepRun() = default;
    virtual Ref<Trigger> makeTrigger() = 0;
    bool isPlaced() const { return m_isPlaced; }

private:
    Kernel &m_kernel;
    Slice *m_slice;
    Messages *m_place;
    Ref<Trigger> m_trigger;
    EntityId m_entity;
    bool m_waitKnown = false;
    bool m_isPlaced = false;
};

/// One element of a sequence. Shared by the duplicates of the sequence, so it holds what was asked for, never how a
/// run of it goes.
class Step : public RefCounted
{
public:
    /// Throws Failure (or anything) for what user code throws.
    virtual void run(StepRun &run) = 0;
    const Description &description() const { return m_description; }
    void setDescription(Description description) { m_description = std::move(description); }
    bool isVisible() const { return !m_description.label.isEmpty(); }

private:
    Description m_description;
};

/// A step that emits what a function gives back (`val`).
class ValueStep : public Step
{
public:
    explicit ValueStep(Ref<Function> function) : m_function(std::move(function))
    {
        setDescription(m_function->description());
    }
    void run(StepRun &run) override { run.complete(spread(m_function->call(std::move(run.messages)))); }

private:
    Ref<Function> m_function;
};

/// A step that emits fixed messages, in place of those that come in.
class EmitStep : public Step
{
public:
    explicit EmitStep(Messages messages) : m_messages(std::move(messages)) {}
    void run(StepRun &run) override { run.complete(m_messages); }

private:
    Messages m_messages;
};

/// A Step made of a callable, for the kernel's own plumbing and the C++ face.
template<typename Callable>
class CallableStep : public Step
{
public:
    explicit CallableStep(Callable callable) : m_callable(std::move(callable)) {}
    void run(StepRun &run) override { m_callable(run); }

private:
    Callable m_callable;
};
template<typename Callable>
Ref<Step> makeStep(Callable callable)
{
    return makeRef<CallableStep<Callable>>(std::move(callable));
}

/// A Function made of a callable (Messages) → Value.
template<typename Callable>
class CallableFunction : public Function
{
public:
    explicit CallableFunction(Callable callable) : m_callable(std::move(callable)) {}
    Value call(Messages arguments) override { return m_callable(std::move(arguments)); }

private:
    Callable m_callable;
};
template<typename Callable>
Ref<Function> makeFunction(Callable callable)
{
    return makeRef<CallableFunction<Callable>>(std::move(callable));
}

} // namespace asq
