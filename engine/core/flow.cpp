#include "core/flow.h"

#include "core/tickqueue.h"

namespace asq {

Flow::Flow(Kernel &kernel, EntityId entity)
    : m_kernel(kernel), m_tickQueue(kernel.tickQueue()), m_entity(entity), m_older(kernel.m_newest)
{
    if (m_older)
        m_older->m_newer = this;
    kernel.m_newest = this;
}

Flow::~Flow()
{
    if (m_older)
        m_older->m_newer = m_newer;
    if (m_newer)
        m_newer->m_older = m_older;
    else if (!m_orphan)
        m_kernel.m_newest = m_older;
}

void Flow::postToQueue(Runnable *job, EventId cause)
{
    m_tickQueue->post(Ref<Runnable>(job), cause);
}

void Flow::runHandlers(ErrorState &state, EventId cause)
{
    Kernel &kernel = m_kernel;
    if (state.handlers.empty() && !state.reported) {
        state.reported = true;
        kernel.setCause(cause);
        kernel.report(state.errors, m_entity);
        return;
    }
    while (!state.handlers.empty()) {
        state.reported = true;
        const Ref<Function> handler = std::move(state.handlers.front());
        state.handlers.erase(state.handlers.begin());
        const EntityId entity = handler->isVisible()
            ? kernel.spawn(EntityKind::Handler, handler->description().label, m_entity, handler->description().position)
            : EntityId::None;
        if (entity != EntityId::None)
            kernel.setPosition(handler->description().position);
        Slice slice(kernel, EventKind::Started, entity, cause, state.errors);
        try {
            handler->callIn(*this, state.errors);
            kernel.announce(EventKind::Completed, entity);
        } catch (...) {
            const Failure failure = Failure::current();
            kernel.announce(EventKind::Failed, entity, failure.errors);
            for (const Value &error : failure.errors)
                state.errors.append(error);
            if (!failure.stack.isUndefined())
                state.errors.append(failure.stack);
            if (state.handlers.empty())
                kernel.report(state.errors, m_entity);
        }
    }
}

} // namespace asq
