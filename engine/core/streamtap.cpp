#include "core/streamtap.h"

namespace asq {

StreamTap::StreamTap(Kernel &kernel) : m_kernel(kernel), m_link(makeRef<Link>())
{
    m_link->tap = this;
}

StreamTap::~StreamTap()
{
    m_link->tap = nullptr;
}

Ref<StreamTap> StreamTap::create(const Ref<Flow> &source)
{
    const Ref<StreamTap> tap = makeRef<StreamTap>(source->kernel());
    source->val(makeFunction([tap](Messages messages) {
        tap->hear(messages);
        return Value(MessageWrapper(std::move(messages)));
    }));
    tap->m_standIn = makeReactive(source->kernel(), {}, SequenceCore::Visibility::Hidden,
                                  [link = tap->m_link](Reactive &standIn) {
                                      if (link->tap)
                                          link->tap->m_ready = Ref<Reactive>(&standIn);
                                  });
    return tap;
}

void StreamTap::hear(const Messages &messages)
{
    if (m_ready) {
        m_ready->push(messages);
    } else {
        m_standIn = makeReactive(m_kernel, {}, SequenceCore::Visibility::Hidden,
                                 [messages](Reactive &standIn) { standIn.push(messages); });
    }
}

void StreamTap::listen(const Ref<Function> &listener)
{
    m_standIn->steps()->val(makeFunction([listener](Messages messages) {
        listener->call(messages);
        return Value(MessageWrapper(std::move(messages)));
    }));
}

} // namespace asq
