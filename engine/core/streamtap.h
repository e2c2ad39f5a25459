#pragma once

#include "core/reactive.h"

namespace asq {

/// A reactive sequence whose setup is given the sequence itself: setup(Reactive &).
template<typename F>
Ref<Reactive> makeReactive(Kernel &kernel, const Description &description, SequenceCore::Visibility visibility, F setup)
{
    struct Self : RefCounted {
        Reactive *reactive = nullptr;
    };
    const Ref<Self> self = makeRef<Self>();
    const Ref<Function> function = makeFunction([self, f = std::move(setup)](Messages) mutable {
        f(*self->reactive);
        return Value();
    });
    function->setDescription(description);
    const Ref<Reactive> reactive = makeRef<Reactive>(kernel, function, description.label, visibility);
    self->reactive = reactive.get();
    return reactive;
}

/// Hears the events of a sequence, reactive or not, for a stream that is made of it. Each event comes again as an event
/// of a reactive sequence that stands in for the source, so listeners hear it some ticks later.
///
/// Events before the stand-in is set up: the last of them comes then, and none after it, as published.
class StreamTap final : public RefCounted
{
public:
    static Ref<StreamTap> create(const Ref<Flow> &source);
    ~StreamTap() override;
    /// Calls `listener` with the messages of each event from now on; what it gives back is ignored.
    void listen(const Ref<Function> &listener);

private:
    template<typename T, typename... Args>
    friend Ref<T> makeRef(Args &&...args);
    /// For those who may outlive this.
    struct Link : RefCounted {
        StreamTap *tap = nullptr;
    };
    explicit StreamTap(Kernel &kernel);
    void hear(const Messages &messages);

    Kernel &m_kernel;
    Ref<Link> m_link;
    Ref<Reactive> m_standIn; ///< That listeners listen to.
    Ref<Reactive> m_ready; ///< The first stand-in, once it was set up.
};

} // namespace asq
