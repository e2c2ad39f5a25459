#include "core/waterfall.h"

#include "core/parallel.h"
#include "core/sequencecore.h"

namespace asq {

namespace {

struct List : RefCounted {
    Messages messages;
};

void append(SequenceCore &inner, const WaterfallStep::Element &element, EntityId shownAs)
{
    if (const Ref<Flow> *flow = std::get_if<Ref<Flow>>(&element.what)) {
        inner.seq(*flow, element.description);
        inner.poke();
        return;
    }
    inner.then(makeStep([step = std::get<Ref<Step>>(element.what), shownAs](StepRun &hidden) {
        runForwarded({{step}}, hidden, shownAs);
    }));
}

} // namespace

void WaterfallStep::run(StepRun &run)
{
    const Ref<SequenceCore> inner = SequenceCore::carrying(run.kernel(), run.messages);
    const Ref<List> list = makeRef<List>();
    for (const Element &element : m_elements) {
        append(*inner, element, run.entity());
        inner->val(makeFunction([list](Messages messages) {
            list->messages.append(wrapped(messages));
            return Value(MessageWrapper(list->messages));
        }));
    }
    inner->pipe(run.trigger());
    run.waitsFor(WaitReason::Gate, EntityId::None, quint32(m_elements.size()));
}

} // namespace asq
