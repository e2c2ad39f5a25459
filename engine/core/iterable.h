#pragma once

#include "core/flow.h"

namespace asq {

/// The iterable sequence: lazily advanced by next(), one step a call, synchronously; more steps may be appended at any
/// time, also by a step that runs and after the last one was taken.
///
/// Reference: asynquence-contrib 0.28.2 `iterable`; conformance notes section 5.
class Iterable final : public Flow
{
public:
    /// What next() gives.
    struct Result {
        enum Kind {
            Yielded, ///< A step ran and gave `value`.
            Threw,   ///< A step ran and threw: handlers hear of it in a later tick.
            Done,    ///< Nothing was left to run.
        } kind = Done;
        Value value;
    };

    enum class Visibility { Shown, Hidden };
    static Ref<Iterable> create(Kernel &kernel, Visibility visibility = Visibility::Shown,
                                const QString &label = QStringLiteral("iterable"));

    void val(Ref<Function> function) override;
    void onError(Ref<Function> handler) override;
    void pipe(Ref<Trigger> trigger) override;
    void abort() override;

    Result next(Messages arguments);
    /// Ends in failure; the caller gets nothing thrown.
    void raise(Messages errors);
    /// Aborts; `value` comes back unless it was over already.
    Value finish(Value value);
    /// A copy of the steps and handlers that are left.
    Ref<Iterable> duplicate();
    /// A copy for a run of coroutines, in which it is `coroutine`: steps appended here later join it too, while it runs.
    Ref<Iterable> runningCopy(EntityId coroutine);
    void defer();

    bool isFailed() const { return m_error.failed; }
    bool isAborted() const { return m_aborted; }
    bool isUnsettled() const override { return false; }
    bool hasSteps() const { return !m_steps.empty(); }
    void checkInvariants() const;

private:
    template<typename T, typename... Args>
    friend Ref<T> makeRef(Args &&...args);
    Iterable(Kernel &kernel, EntityId entity) : Flow(kernel, entity), m_stepParent(entity) {}
    ~Iterable() override;

    struct Entry {
        Ref<Function> function;
        EntityId entity = EntityId::None;
    };
    void run(EventId cause) override;
    void letGo() override;
    void requestTick();
    void append(const Ref<Function> &function);
    void detach();

    Fifo<Entry> m_steps;
    ErrorState m_error;
    std::vector<Iterable *> m_copies; ///< Running copies that hear of appended steps.
    Iterable *m_original = nullptr;
    EntityId m_stepParent; ///< Whose steps these are shown as.
    bool m_aborted = false;
};

/// A function that gives back a fixed value: a step that is a constant.
Ref<Function> constant(Value value);

} // namespace asq
