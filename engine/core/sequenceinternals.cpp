#include "core/sequenceinternals.h"

#include <algorithm>

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
    std::deque<SequenceCore::Entry> entries;
    for (const Ref<Step> &step : steps) {
        const auto known = std::find_if(m_sequence.m_steps.begin(), m_sequence.m_steps.end(),
                                        [&step](const SequenceCore::Entry &entry) { return entry.step == step; });
        if (known == m_sequence.m_steps.end())
            entries.push_back({step, EntityId::None, false});
        else
            entries.push_back(std::move(*known));
    }
    m_sequence.m_steps = std::move(entries);
}

} // namespace asq
