#pragma once

#include "core/streamtap.h"

#include <vector>

namespace asq {

/// Reactive sequences made of others. They hear events of any sequence; stop() and pause() end that for good.
///
/// Reference: asynquence-contrib 0.28.2 `react`; conformance notes section 7.
using Sources = std::vector<Ref<Flow>>;

/// How events of several sources become one.
enum class Combining {
    All, ///< The first event of each with the first of the others, and so on: events wait for each other (`zip`).
    Newest, ///< When each has one that is not used up: the newest of each, which uses them up (`allLatest`).
    Latest, ///< When each has had one: at every event, the newest of each (`combineLatest`).
};
/// One message a source: what an event of it carried, as one value. With one source the event's messages.
///
/// Requires: sources are not empty; for all of these.
Ref<Reactive> combinedStream(Kernel &kernel, const Sources &sources, Combining combining,
                             const Description &description);
/// Every event of any source (`merge`).
Ref<Reactive> mergedStream(Kernel &kernel, const Sources &sources, const Description &description);
/// The events for whose messages `predicate` gives something truthy; none without one.
Ref<Reactive> filteredStream(const Ref<Flow> &source, const Ref<Function> &predicate, const Description &description);

enum class Distinct {
    Ever, ///< From all events before.
    Consecutive, ///< From the event before.
};
/// The events whose messages differ; those without messages all pass.
Ref<Reactive> distinctStream(const Ref<Flow> &source, Distinct distinct, const Description &description);
/// What each of the sequences gives, one after another: the next is waited for when the one before has given something.
Ref<Reactive> streamOf(Kernel &kernel, Sources items, const Description &description);

/// A reactive sequence for a source of the outside that sends before anybody is ready: what comes before the setup is
/// kept until then. Once complete by then, nothing further passes.
class ObservedStream final : public RefCounted
{
public:
    /// `dispose` is called when the source completes, and by stop() and pause().
    ObservedStream(Kernel &kernel, Ref<Function> dispose, const Description &description);
    ~ObservedStream() override;
    const Ref<Reactive> &stream() const { return m_stream; }
    void next(const Messages &messages);
    void complete();
    /// What comes now becomes an event at once.
    bool isLive() const { return m_state->isLive; }

private:
    struct State : RefCounted {
        std::vector<Messages> early;
        Ref<Function> dispose;
        bool isComplete = false;
        bool isLive = false;
    };
    Ref<State> m_state;
    Ref<Reactive> m_stream;
};

} // namespace asq
