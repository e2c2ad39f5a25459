#pragma once

#include "core/flow.h"

#include <span>
#include <vector>

namespace asq {

/// The plain sequence: steps through which messages flow, one step a tick. Ticks are requested by whatever may make a
/// step ready; a tick that finds nothing to do does nothing. Nothing is ever run by the call that registers it.
///
/// Also the template of a reactive sequence, and each of its instances (see duplicate()).
///
/// Reference: asynquence 0.10.2; conformance notes section 1 to 3.
class SequenceCore final : public Flow
{
public:
    /// Unshown sequences are the kernel's own plumbing: no entity, no events.
    enum class Visibility { Shown, Hidden };
    static Ref<SequenceCore> create(Kernel &kernel, Visibility visibility = Visibility::Shown,
                                    const QString &label = QStringLiteral("sequence"));
    /// A hidden sequence that begins with `messages`. A wrapper is spread, as by `ASQ(wrapper)`.
    static Ref<SequenceCore> carrying(Kernel &kernel, const Messages &messages);
    /// The same; if it fails, it tells nobody.
    static Ref<SequenceCore> emitting(Kernel &kernel, const Messages &messages);
    /// A hidden sequence that fails with `errors`, and tells nobody of its own accord.
    static Ref<SequenceCore> failing(Kernel &kernel, const Messages &errors);

    /// Appends the steps; one tick in all. Ignored after an error or abort, or without steps.
    void then(std::span<const Ref<Step>> steps);
    void then(const Ref<Step> &step)
    {
        if (m_error.failed || m_aborted)
            return;
        append(step);
        requestTick();
    }
    /// The two halves of then(): the steps without the tick, and the tick. For callers that mix steps with seq().
    void appendSteps(std::span<const Ref<Step>> steps);
    void poke() { requestTick(); }
    void val(Ref<Function> function) override;
    void onError(Ref<Function> handler) override { onError(std::span(&handler, 1)); }
    /// Appends the handlers; one tick in all. Also after an error; ignored after abort.
    void onError(std::span<const Ref<Function>> handlers);
    void pipe(Ref<Trigger> trigger) override;
    /// Appends a step that waits for `flow`, which is tapped where it is now.
    void seq(const Ref<Flow> &flow, const Description &description);
    /// Appends a step that waits for the trigger which comes back. The first call before the step is reached is kept until
    /// then (of several the last one); afterwards the first call wins.
    Ref<Trigger> waitForTrigger(const Description &description);
    /// A sequence that gets the messages or errors of this point too.
    Ref<SequenceCore> fork();
    /// A paused copy of the steps and handlers that are left, without messages, errors or state.
    Ref<SequenceCore> duplicate(EntityKind kind = EntityKind::Sequence, const QString &label = {},
                                EntityId parent = EntityId::None);
    /// Lets a duplicate go, with messages; repeated calls before its first tick add up.
    void unpause(const Messages &messages);
    /// A duplicate that has not had its first tick.
    bool canUnpause() const { return m_canUnpause; }
    /// Immediate and silent; no effect on a sequence that failed.
    void abort() override;
    /// An error of this sequence is not reported to the host.
    void defer();

    bool isFailed() const { return m_error.failed; }
    bool isAborted() const { return m_aborted; }
    /// No step runs, none is left and nothing failed.
    bool isIdle() const { return m_ready && m_steps.empty() && !m_error.failed; }
    /// The step that runs or waits for its trigger; None when ready.
    EntityId currentStep() const { return m_ready ? EntityId::None : m_currentStep; }

    bool isUnsettled() const override { return !m_ready && !m_error.failed && !m_aborted; }
    void checkInvariants() const;

private:
    friend class SequenceInternals;
    class StepTrigger;
    class MainRun;
    template<typename T, typename... Args>
    friend Ref<T> makeRef(Args &&...args);
    SequenceCore(Kernel &kernel, EntityId entity) : Flow(kernel, entity) {}

    /// See SequenceInternals.
    class Attachment : public RefCounted
    {
    public:
        virtual Ref<Attachment> copy() const = 0;
    };

    struct Entry {
        Ref<Step> step;
        EntityId entity = EntityId::None;
        bool scheduled = false;
    };
    void run(EventId cause) override; ///< Requires: somebody holds this.
    void runTimes(EventId cause, quint32 count, const Executor &executor) override;
    void letGo() override;
    void runStep(EventId cause);
    void runStepQuietly();
    /// What comes out of the last step, or goes into the next.
    Messages &messages() { return m_lists[m_list]; }
    const Messages &messages() const { return m_lists[m_list]; }
    void requestTick()
    {
        if (m_aborted || kernel().isObserved())
            requestTickOtherwise();
        else if (!m_paused)
            post(this, kernel().cause());
    }
    void requestTickOtherwise();
    EventId announceScheduled();
    void append(const Ref<Step> &step)
    {
        m_steps.push_back({step, EntityId::None, false});
        if (!m_paused)
            shown(m_steps.back());
    }
    void shown(Entry &entry)
    {
        if (entry.entity == EntityId::None && entity() != EntityId::None && entry.step->isVisible())
            show(entry);
    }
    void show(Entry &entry);
    void ended();
    void completedInPlace();
    void completed(EntityId step, Messages &&messages);
    void failed(EntityId step, Messages &&errors);
    void thrown(EntityId step);
    bool ignoresTrigger() const { return m_error.failed || m_aborted || m_ready; }

    Fifo<Entry> m_steps;
    Messages m_lists[2]; ///< messages(), and the arguments of the step that runs.
    ErrorState m_error;
    Ref<Attachment> m_attachment;
    EntityId m_currentStep = EntityId::None;
    quint8 m_list = 0;
    bool m_ready = true;
    bool m_aborted = false;
    bool m_paused = false;
    bool m_canUnpause = false;
};

/// The steps that values are as arguments of ASQ(): a wrapper is one, values in a row are one. The last replaces the
/// messages of those before.
std::vector<Ref<Step>> emitSteps(const Messages &messages);

} // namespace asq
