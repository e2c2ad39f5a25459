#pragma once

#include "core/sequencecore.h"

namespace asq {

/// The reactive sequence: a template of steps, run once for each event as an instance of its own.
///
/// Reference: asynquence-contrib 0.28.2 `react`; conformance notes section 7.
class Reactive final : public RefCounted
{
public:
    /// `setup` is called in the next batch, with no arguments, and again by resume().
    Reactive(Kernel &kernel, Ref<Function> setup, const QString &label,
             SequenceCore::Visibility visibility = SequenceCore::Visibility::Shown);

    /// The template: what is appended to it belongs to all later instances.
    const Ref<SequenceCore> &steps() const { return m_template; }
    EntityId entity() const { return m_template->entity(); }

    /// An event: starts an instance. Null while paused; after stop() a sequence that fails with "Disabled Sequence".
    Ref<SequenceCore> push(const Messages &messages);
    /// Registers what stop() and pause() call, in order.
    void onTeardown(Ref<Function> teardown);
    /// Once: no further instance starts; those that run go on.
    void stop();
    void pause();
    /// Calls the setup again; what that throws is for the caller.
    void resume();
    bool isStopped() const { return m_stopped; }
    bool isPaused() const { return m_paused; }

private:
    void setUp(EventId cause);
    void tearDown();

    Kernel &m_kernel;
    Ref<SequenceCore> m_template;
    Ref<Function> m_setup;
    QString m_label;
    std::vector<Ref<Function>> m_teardowns;
    quint32 m_events = 0;
    bool m_paused = false;
    bool m_stopped = false;
};

} // namespace asq
