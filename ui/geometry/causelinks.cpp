#include "geometry/causelinks.h"

#include <utility>

namespace interleave {

using asq::trace::EventId;
using asq::trace::index;
using asq::trace::Trace;

void CauseLinks::extend(const Trace &trace)
{
    const std::size_t count = std::size_t(trace.eventCount()) + 1;
    const std::size_t known = m_sibling.size();
    m_lastEffect.resize(count);
    m_sibling.resize(count);
    for (std::size_t i = known; i < count; ++i) {
        const quint32 cause = index(trace.event(EventId(quint32(i))).cause);
        m_sibling[i] = std::exchange(m_lastEffect[cause], quint32(i));
    }
}

} // namespace interleave
