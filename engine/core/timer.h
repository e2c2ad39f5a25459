#pragma once

#include "core/kernel.h"
#include "core/step.h"

namespace asq {

/// Calls a function once after a delay, or again and again. The entity is a timer; each call is a slice of it.
class Timer final : public Runnable
{
public:
    enum class Repeat { Once, Always };
    using FailureHandler = std::function<void(const Failure &failure)>;

    /// Arms it. `delay` is in nanoseconds; `onFailure` gets what the callback throws.
    static Ref<Timer> start(Kernel &kernel, Ref<Function> callback, qint64 delay, Repeat repeat,
                            FailureHandler onFailure);

    /// False when it has fired for the last time, or was cancelled.
    bool isArmed() const { return m_id != TimerId::None; }
    void cancel();
    EntityId entity() const override { return m_entity; }

private:
    template<typename T, typename... Args>
    friend Ref<T> makeRef(Args &&...args);
    Timer(Kernel &kernel, Ref<Function> callback, qint64 delay, Repeat repeat, FailureHandler onFailure);
    void run(EventId cause) override;
    void arm();

    Kernel &m_kernel;
    Ref<Function> m_callback;
    FailureHandler m_onFailure;
    qint64 m_delay;
    Repeat m_repeat;
    Position m_position;
    EntityId m_entity;
    TimerId m_id = TimerId::None;
};

} // namespace asq
