#pragma once

#include "trace/event.h"

#include <QHash>
#include <QList>

namespace asq::analysis {

/// The puts that wait at each channel, for passes that need no more of the state: which put a message came from, and who
/// had asked for it. What is left of an `alts` leaves when its goroutine goes on.
class OfferQueues
{
public:
    struct Offer {
        trace::EventId event = trace::EventId::None;
        trace::EntityId who = trace::EntityId::None;
    };
    /// To be told every event, in order.
    void follow(const trace::Event &event, trace::EventId id);
    /// The put that `event`, a buffered or a rendezvous, takes out of its queue; nothing if it had not waited.
    Offer served(const trace::Event &event);

private:
    QHash<trace::EntityId, QList<Offer>> m_waiting; ///< By channel, oldest first.
    QHash<trace::EntityId, QList<trace::EntityId>> m_offered; ///< By who offers: the channels, in its latest slice.
    QHash<trace::EntityId, QList<trace::EntityId>> m_options; ///< By who waits for alternatives: the channels.
};

} // namespace asq::analysis
