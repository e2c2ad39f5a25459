#include "analysis/offerqueues.h"

#include <algorithm>

namespace asq::analysis {

using trace::EntityId;
using trace::Event;
using trace::EventId;
using trace::EventKind;

void OfferQueues::follow(const Event &event, EventId id)
{
    switch (event.kind) {
    case EventKind::Offered:
        m_waiting[event.entity].append({id, event.other});
        m_offered[event.other].append(event.entity);
        break;
    case EventKind::Suspended:
        if (event.reason == trace::WaitReason::Alts)
            m_options[event.entity] = m_offered.value(event.entity);
        m_offered.remove(event.entity);
        break;
    case EventKind::Returned: m_offered.remove(event.entity); break;
    case EventKind::Resumed: {
        const QList<EntityId> channels = m_options.take(event.entity);
        for (const EntityId channel : channels) {
            QList<Offer> &offers = m_waiting[channel];
            const auto left = std::find_if(offers.cbegin(), offers.cend(),
                                           [&](const Offer &offer) { return offer.who == event.entity; });
            if (left != offers.cend())
                offers.erase(left);
        }
        break;
    }
    case EventKind::Closed: m_waiting.remove(event.entity); break;
    default: break;
    }
}

OfferQueues::Offer OfferQueues::served(const Event &event)
{
    const auto offers = m_waiting.find(event.entity);
    if (!(event.count & 1) || offers == m_waiting.end() || offers->isEmpty())
        return {};
    // A buffered names who put; a rendezvous takes the oldest.
    const auto named = std::find_if(offers->cbegin(), offers->cend(), [&](const Offer &offer) {
        return event.kind == EventKind::Buffered && offer.who == event.other;
    });
    const Offer offer = named == offers->cend() ? offers->first() : *named;
    offers->erase(named == offers->cend() ? offers->cbegin() : named);
    return offer;
}

} // namespace asq::analysis
