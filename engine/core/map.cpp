#include "core/map.h"

#include "core/gate.h"

namespace asq {

void map(SequenceCore &sequence, const Ref<Mapping> &mapping, const Description &description)
{
    const Ref<Step> step = makeStep([mapping](StepRun &run) {
        Messages messages = std::move(run.messages);
        std::vector<Segment> segments = mapping->segments(messages);
        const auto count = quint32(segments.size());
        if (segments.empty())
            messages.clear();
        const Ref<SequenceCore> inner = SequenceCore::carrying(run.kernel(), messages);
        if (!segments.empty())
            inner->then(makeRef<GateStep>(std::move(segments), run.entity()));
        inner->pipe(run.trigger());
        run.waitsFor(WaitReason::Gate, EntityId::None, count);
    });
    step->setDescription(description);
    sequence.then(step);
    sequence.val(makeFunction([mapping](Messages results) { return mapping->collected(std::move(results)); }));
}

} // namespace asq
