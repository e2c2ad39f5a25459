#include "core/sequenceinternals.h"

namespace asq {

std::vector<Ref<Step>> SequenceInternals::steps() const
{
    std::vector<Ref<Step>> steps;
    for (const SequenceCore::Entry &entry : m_sequence.m_steps)
        steps.push_back(entry.step);
    return steps;
}

void SequenceInternals::setSteps(std::span<const Ref<Step>> steps) const
{
    // Those that stay keep how they are shown.
    Fifo<SequenceCore::Entry> entries;
    for (const Ref<Step> &step : steps) {
        SequenceCore::Entry entry{step, EntityId::None, false};
        for (const SequenceCore::Entry &known : m_sequence.m_steps)
            if (known.step == step)
                entry = known;
        entries.push_back(std::move(entry));
    }
    m_sequence.m_steps = std::move(entries);
}

} // namespace asq
