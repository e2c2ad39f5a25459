#include "core/streams.h"

#include <algorithm>

namespace asq {

namespace {

using Visibility = SequenceCore::Visibility;

/// What the listeners of one stream share.
struct Listening : RefCounted {
    std::vector<Ref<StreamTap>> taps;
    bool isOver = false;
};

/// A stream whose setup lets `hear(stream, index, messages)` listen to each source.
template<typename Hear>
Ref<Reactive> streamFrom(Kernel &kernel, const Sources &sources, const Description &description, Hear hear)
{
    const Ref<Listening> listening = makeRef<Listening>();
    for (const Ref<Flow> &source : sources)
        listening->taps.push_back(StreamTap::create(source));
    return makeReactive(kernel, description, Visibility::Shown, [listening, hear](Reactive &made) {
        if (listening->isOver)
            return;
        const Ref<Reactive> stream(&made);
        for (std::size_t i = 0; i < listening->taps.size(); ++i) {
            listening->taps[i]->listen(makeFunction([listening, stream, hear, i](Messages messages) {
                if (!listening->isOver)
                    hear(*stream, i, std::move(messages));
                return Value();
            }));
        }
        made.onTeardown(makeFunction([listening](Messages) {
            listening->isOver = true;
            return Value();
        }));
    });
}

/// The events of each source that have not been used yet.
struct Waiting : RefCounted {
    explicit Waiting(std::size_t count) : events(count) {}
    std::vector<std::vector<Messages>> events;
    bool isComplete() const
    {
        return std::none_of(events.begin(), events.end(), [](const auto &list) { return list.empty(); });
    }
    Messages combined() const
    {
        if (events.size() == 1)
            return events.front().front();
        Messages messages;
        for (const std::vector<Messages> &list : events)
            messages.append(wrapped(list.front()));
        return messages;
    }
};

} // namespace

Ref<Reactive> combinedStream(Kernel &kernel, const Sources &sources, Combining combining,
                             const Description &description)
{
    const Ref<Waiting> waiting = makeRef<Waiting>(sources.size());
    return streamFrom(kernel, sources, description,
                      [waiting, combining](Reactive &stream, std::size_t index, Messages messages) {
                          std::vector<Messages> &list = waiting->events[index];
                          if (combining != Combining::All)
                              list.clear();
                          list.push_back(std::move(messages));
                          if (!waiting->isComplete())
                              return;
                          const Messages event = waiting->combined();
                          if (combining != Combining::Latest) {
                              for (std::vector<Messages> &each : waiting->events)
                                  each.erase(each.begin());
                          }
                          stream.push(event);
                      });
}

Ref<Reactive> mergedStream(Kernel &kernel, const Sources &sources, const Description &description)
{
    return streamFrom(kernel, sources, description,
                      [](Reactive &stream, std::size_t, const Messages &messages) { stream.push(messages); });
}

Ref<Reactive> filteredStream(const Ref<Flow> &source, const Ref<Function> &predicate, const Description &description)
{
    return streamFrom(source->kernel(), {source}, description,
                      [predicate](Reactive &stream, std::size_t, const Messages &messages) {
                          if (predicate && predicate->call(messages).isTruthy())
                              stream.push(messages);
                      });
}

Ref<Reactive> distinctStream(const Ref<Flow> &source, Distinct distinct, const Description &description)
{
    struct Seen : RefCounted {
        std::vector<Messages> events;
    };
    const Ref<Seen> seen = makeRef<Seen>();
    return filteredStream(source, makeFunction([seen, distinct](Messages messages) {
                              if (messages.isEmpty())
                                  return Value(true);
                              const auto isSame = [&messages](const Messages &event) {
                                  return std::equal(event.begin(), event.end(), messages.begin(), messages.end());
                              };
                              if (std::any_of(seen->events.begin(), seen->events.end(), isSame))
                                  return Value(false);
                              if (distinct == Distinct::Consecutive)
                                  seen->events.clear();
                              seen->events.push_back(std::move(messages));
                              return Value(true);
                          }),
                          description);
}

namespace {

struct Items : RefCounted {
    Sources left;
    bool isStarted = false;
};

void emitNext(const Ref<Items> &items, const Ref<Reactive> &stream)
{
    if (items->left.empty())
        return;
    const Ref<Flow> item = std::move(items->left.front());
    items->left.erase(items->left.begin());
    item->val(makeFunction([items, stream](Messages messages) {
        stream->push(messages);
        emitNext(items, stream);
        return Value();
    }));
}

} // namespace

Ref<Reactive> streamOf(Kernel &kernel, Sources list, const Description &description)
{
    const Ref<Items> items = makeRef<Items>();
    items->left = std::move(list);
    return makeReactive(kernel, description, Visibility::Shown, [items](Reactive &stream) {
        if (!std::exchange(items->isStarted, true))
            emitNext(items, Ref<Reactive>(&stream));
    });
}

ObservedStream::ObservedStream(Kernel &kernel, Ref<Function> dispose, const Description &description)
    : m_state(makeRef<State>())
{
    m_state->dispose = std::move(dispose);
    m_stream = makeReactive(kernel, description, Visibility::Shown, [state = m_state](Reactive &stream) {
        for (const Messages &messages : std::exchange(state->early, {}))
            stream.push(messages);
        if (!state->isComplete)
            state->isLive = true;
        stream.onTeardown(state->dispose);
    });
}

ObservedStream::~ObservedStream() = default;

void ObservedStream::next(const Messages &messages)
{
    if (m_state->isLive)
        m_stream->push(messages);
    else
        m_state->early.push_back(messages);
}

void ObservedStream::complete()
{
    m_state->isComplete = true;
    m_state->dispose->call({});
}

} // namespace asq
