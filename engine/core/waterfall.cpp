#include "core/waterfall.h"

#include "core/parallel.h"
#include "core/sequencecore.h"

namespace asq {

namespace {

struct List : RefCounted {
    Messages messages;
};

void append(SequenceCore &inner, const Part &part, EntityId shownAs)
{
    if (const Ref<Flow> *flow = std::get_if<Ref<Flow>>(&part.what)) {
        inner.seq(*flow, part.description);
        inner.poke();
        return;
    }
    inner.then(makeStep([step = std::get<Ref<Step>>(part.what), shownAs](StepRun &hidden) {
        runForwarded({{step}}, hidden, shownAs);
    }));
}

} // namespace

void WaterfallStep::run(StepRun &run)
{
    const Ref<SequenceCore> inner = SequenceCore::carrying(run.kernel(), run.messages);
    const Ref<List> list = makeRef<List>();
    for (const Part &part : m_parts) {
        append(*inner, part, run.entity());
        inner->val(makeFunction([list](Messages messages) {
            list->messages.append(wrapped(messages));
            return Value(MessageWrapper(list->messages));
        }));
    }
    inner->pipe(run.trigger());
    run.waitsFor(WaitReason::Gate, EntityId::None, quint32(m_parts.size()));
}

} // namespace asq
