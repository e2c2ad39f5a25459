#pragma once

#include "core/runner.h"

namespace asq {

/// What a language brings to a goroutine: the coroutine of its body, which gets the shared channel.
class GoBody : public RefCounted
{
public:
    virtual Ref<Coroutine> start(Run &run, EntityId goroutine, const Ref<ValueChannel> &channel) = 0;
};

/// What the goroutines of one run share.
class GoGroup final : public RefCounted
{
public:
    GoGroup();
    ~GoGroup() override;

    /// For those who may outlive the group, as its channel does.
    struct Link : RefCounted {
        GoGroup *group = nullptr;
    };
    const Ref<Link> link;
    Ref<ValueChannel> channel;
    Ref<Iterable> idle;  ///< What the run waits for while no goroutine can go on.
    bool idleEnded = false;
    int wakeUps = 0;     ///< Requests to go on that were not used yet.
    int running = 0;     ///< Goroutines begun and not ended.

    /// Lets the run go on if it idles.
    void wakeUp();
};

/// Adapts a goroutine to a runner: it waits for sequences and promises without holding up the others, and the values
/// left in the shared channel at the end of the last goroutine are what the run passes on.
///
/// Reference: asynquence-contrib 0.28.2 `csp.go`; conformance notes section 8.
class GoSource final : public CoroutineSource
{
public:
    explicit GoSource(Ref<GoBody> body) : m_body(std::move(body)) {}
    Ref<Coroutine> start(Run &run, EntityId entity) override;
    EntityKind kind() const override { return EntityKind::Goroutine; }
    bool announcedByRunner() const override { return false; }

private:
    Ref<GoBody> m_body;
};

} // namespace asq
