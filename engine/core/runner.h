#pragma once

#include "core/iterable.h"
#include "core/sequencecore.h"
#include "core/valuechannel.h"

#include <coroutine>
#include <optional>

namespace asq {

class Run;

/// One coroutine of a run: a generator, an iterable sequence, a goroutine. It is resumed with a value and gives one back
/// each time it stops, the last time with `done`.
class Coroutine : public RefCounted
{
public:
    struct Outcome {
        bool done = false;
        Value value; ///< What was yielded or returned.
        Ref<Flow> flow; ///< Instead of a value, when the coroutine knows itself what it waits for.
    };
    /// Throws Failure (or anything) for what user code throws.
    virtual Outcome next(Value carry) = 0;
    enum class Pass : quint8 {
        NotTried, ///< Call next().
        Done, ///< It gave the token back.
        Other, ///< It has gone on: whatCame() tells.
    };
    /// next(token) where nobody observes, for what can do without a value made for each turn.
    virtual Pass pass(const Value &token)
    {
        Q_UNUSED(token);
        return Pass::NotTried;
    }
    virtual Outcome raise(Value error) = 0;
    /// A goroutine gets failures that are no error objects as values, as in JavaScript, unless its language has types: then
    /// all are thrown.
    virtual bool throwsAllFailures() const { return false; }
    /// Where the coroutine stopped; the current position of the kernel unless it knows better.
    virtual Position stoppedAt(const Kernel &kernel) const { return kernel.position(); }
    /// It is the body of a goroutine, which waits for channels itself. A coroutine of C++ gives the handle, kept up to
    /// date, by which it may be resumed after that without more ado; whatCame() tells what came of it.
    virtual const std::coroutine_handle<> *runsIn(ChannelWaiter &) { return nullptr; }
    /// Throws like next(). Requires: it was resumed by its handle, or pass() gave Other.
    virtual Outcome whatCame() { return {}; }
};

/// What makes a coroutine each time a runner step runs.
class CoroutineSource : public RefCounted
{
public:
    virtual Ref<Coroutine> start(Run &run, EntityId entity) = 0;
    virtual EntityKind kind() const { return EntityKind::Coroutine; }
    /// False when the coroutine announces its own slices.
    virtual bool announcedByRunner() const { return true; }
    const Description &description() const { return m_description; }
    void setDescription(Description description) { m_description = std::move(description); }

private:
    Description m_description;
};

/// What a runner has to ask of the language that its coroutines are written in.
class RunnerLanguage : public RefCounted
{
public:
    /// The control token of a run, made of the messages that come in.
    virtual Value makeToken(Run &run, const Messages &messages) = 0;
    /// The token's messages now, for the record.
    virtual Messages tokenMessages(const Value &token) = 0;
    /// The token's list of messages, for a channel that shares it; null when the language has none to share.
    virtual Ref<ChannelStore> tokenStore(const Value &) { return {}; }
    /// The flow that `value` is or stands for: a sequence, a promise, with `thunks` also a function that takes an
    /// error-first callback. Null for an ordinary value. Throws Failure for what user code throws.
    virtual Ref<Flow> flowOf(const Value &value, bool thunks) = 0;
    /// The run is over: its token can add no coroutine any more.
    virtual void runEnded(const Value &token) { Q_UNUSED(token); }
};

class GoGroup;

/// One run of a runner step: a round-robin list of coroutines that pass one token.
///
/// Yielding the token puts a coroutine at the end and lets the next one go on, one tick later. Any other value is made
/// a sequence, awaited, and handed back to the same coroutine; nobody else runs meanwhile. The last defined value that
/// anybody produced is what the run passes on.
///
/// Reference: asynquence-contrib 0.28.2 `runner`; conformance notes section 6.
class Run final : public Runnable
{
public:
    Run(Kernel &kernel, Ref<Trigger> trigger, Ref<RunnerLanguage> language, EntityId step, Messages messages);

    void start(const std::vector<Ref<CoroutineSource>> &sources);
    /// Adds a coroutine at the end of the list (`token.add`).
    void add(const Ref<CoroutineSource> &source);

    Kernel &kernel() { return m_kernel; }
    const Value &token() const { return m_token; }
    const Ref<Trigger> &trigger() const { return m_trigger; }
    RunnerLanguage &language() { return *m_language; }
    /// What the goroutines of this run share; made by the first of them.
    Ref<GoGroup> &goGroup() { return m_goGroup; }
    /// Messages that came in, or that the last shared channel left.
    const Messages &messages() const { return m_messages; }
    void setMessages(Messages messages) { m_messages = std::move(messages); }
    /// Some coroutine that is no goroutine may see the token, and change its messages.
    bool isTokenSeen() const { return m_tokenSeen; }

    void run(EventId cause) override;
    EntityId entity() const override;
    ~Run() override;

private:
    struct Entry {
        Ref<Coroutine> coroutine;
        EntityId entity = EntityId::None;
        Position position; ///< Where it stopped last.
        bool announced = true;
        bool started = false;
    };
    void iterate(bool raising);
    Coroutine::Pass pass(const Entry &entry, bool raising);
    void goOn(Entry entry, bool isResumed, bool raising);
    void carry(Value value)
    {
        m_carry = std::move(value);
        m_carriesToken = false;
    }
    void carryToken()
    {
        if (m_carriesToken)
            return;
        m_carry = m_token;
        m_carriesToken = true;
    }
    /// What a coroutine gave that has not come back to it yet.
    struct Passing {
        Entry entry;
        Messages messages;
        bool done = false;
    };
    void transfer(Entry entry, Slice &slice);
    void await(Entry entry, Coroutine::Outcome outcome, Slice &slice);
    void awaitFlow(const Ref<Flow> &flow, Entry entry, bool done, Slice &slice);
    void deliver(const Entry &entry, bool done, const Messages &messages);
    void proceedOrFinish(bool now);
    void finish();

    Kernel &m_kernel;
    Ref<Trigger> m_trigger;
    Ref<RunnerLanguage> m_language;
    EntityId m_step;
    Messages m_messages;
    Fifo<Entry> m_coroutines;
    Value m_token;
    Value m_carry;
    std::optional<Passing> m_passing;
    Ref<GoGroup> m_goGroup;
    bool m_tokenSeen = false;
    bool m_carriesToken = false; ///< What the next coroutine gets is the token.
};

/// The step that runs coroutines.
class RunnerStep final : public Step
{
public:
    RunnerStep(std::vector<Ref<CoroutineSource>> sources, Ref<RunnerLanguage> language)
        : m_sources(std::move(sources)), m_language(std::move(language))
    {
    }
    void run(StepRun &run) override;

private:
    std::vector<Ref<CoroutineSource>> m_sources;
    Ref<RunnerLanguage> m_language;
};

/// An iterable sequence as a coroutine: each run gets a copy that hears of steps appended later.
class IterableSource final : public CoroutineSource
{
public:
    explicit IterableSource(Ref<Iterable> iterable) : m_iterable(std::move(iterable)) {}
    Ref<Coroutine> start(Run &run, EntityId entity) override;

private:
    Ref<Iterable> m_iterable;
};

/// A coroutine that gives one value, and is done.
Ref<Coroutine> valueCoroutine(Run &run, Value value);

} // namespace asq
