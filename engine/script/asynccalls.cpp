#include "script/asynccalls.h"

#include "script/scripthost.h"

namespace asq::script {

AsyncCalls::AsyncCalls(ScriptHost &host) : m_host(host)
{
    QJSEngine::setObjectOwnership(this, QJSEngine::CppOwnership);
}

AsyncCalls::~AsyncCalls() = default;

void AsyncCalls::drain()
{
    // One at a time for whoever watches: the debugger may hold the program between two.
    const bool isWatched = m_host.kernel().isObserved();
    for (bool isMore = std::exchange(m_hasJobs, false); isMore;) {
        isMore = m_runJobs.call({isWatched ? 1 : 1'000'000}).toBool();
        if (isMore && (m_host.isInterrupted() || (isWatched && !m_host.kernel().executor().mayRun()))) {
            m_hasJobs = true;
            break;
        }
    }
    while (!m_slices.empty()) // an interrupted job left it open
        m_slices.pop_back();
}

int AsyncCalls::currentSite() const
{
    return m_host.currentSite();
}

void AsyncCalls::unhandledRejection(const QJSValue &error, int site)
{
    m_host.setCurrentSite(site);
    m_host.uncaught(m_host.fromScript(error), Diagnostic::Kind::Rejected);
}

void AsyncCalls::uncaughtError(const QJSValue &error)
{
    m_host.uncaught(m_host.fromScript(error));
}

double AsyncCalls::cause() const
{
    return double(quint32(m_host.kernel().cause()));
}

Messages AsyncCalls::messagesOf(const QJSValue &value)
{
    Messages messages;
    if (!value.isUndefined())
        messages.append(m_host.fromScript(value));
    return messages;
}

void AsyncCalls::begin(EventKind kind, EntityId entity, EventId cause, const Messages &values)
{
    m_slices.push_back(std::make_unique<Slice>(m_host.kernel(), kind, entity, cause, values));
}

double AsyncCalls::started(const QString &name)
{
    m_host.updatePosition();
    const EntityId entity = m_host.kernel().spawn(EntityKind::Coroutine, name);
    begin(EventKind::Started, entity, m_host.kernel().cause(), {});
    return double(quint32(entity));
}

void AsyncCalls::resumed(double call, double cause, const QJSValue &value)
{
    const EntityId entity{quint32(call)};
    const Stop stop = m_stopped.take(entity);
    m_host.kernel().setPosition(stop.position);
    m_host.setCurrentSite(stop.site);
    begin(EventKind::Resumed, entity, EventId{quint32(cause)}, messagesOf(value));
}

void AsyncCalls::stop(Slice &slice)
{
    slice.setPosition(m_host.kernel().position());
    m_stopped.insert(slice.entity(), {m_host.kernel().position(), m_host.currentSite()});
}

void AsyncCalls::suspended(double, double other, const QJSValue &sequence)
{
    m_host.updatePosition();
    Slice &slice = *m_slices.back();
    const Ref<Flow> flow = sequence.isUndefined() ? Ref<Flow>() : m_host.sequenceOf(sequence);
    if (flow)
        slice.suspends(WaitReason::Sequence, flow->entity());
    else
        slice.suspends(WaitReason::Promise, EntityId{quint32(other)});
    stop(slice);
    m_slices.pop_back();
}

void AsyncCalls::gave(double, const QJSValue &value)
{
    m_host.updatePosition();
    Slice &slice = *m_slices.back();
    slice.suspends(WaitReason::Next);
    slice.suspendsWith(messagesOf(value));
    stop(slice);
}

void AsyncCalls::completed(double call, const QJSValue &value)
{
    m_host.updatePosition();
    Kernel &kernel = m_host.kernel();
    kernel.setCause(kernel.announce(EventKind::Completed, EntityId{quint32(call)}, messagesOf(value)));
}

void AsyncCalls::failed(double call, const QJSValue &error)
{
    m_host.updatePosition();
    Kernel &kernel = m_host.kernel();
    kernel.setCause(kernel.announce(EventKind::Failed, EntityId{quint32(call)}, messagesOf(error)));
}

void AsyncCalls::jobBegins(double cause)
{
    if (m_jobs == EntityId::None)
        m_jobs = m_host.kernel().spawn(EntityKind::Outside, QStringLiteral("promise jobs"), EntityId::Program, {});
    begin(EventKind::Started, m_jobs, EventId{quint32(cause)}, {});
}

void AsyncCalls::ended()
{
    if (!m_slices.empty())
        m_slices.pop_back();
}

} // namespace asq::script
