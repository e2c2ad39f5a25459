#include "core/tap.h"
#include "script/scripthandles.h"
#include "script/sequencemethods.h"

namespace asq::script {

void SequenceHandle::then(const QJSValue &arguments)
{
    m_host.guarded([&] { appendSteps(m_host, *m_sequence, listOf(arguments)); });
}

QJSValue SequenceHandle::fork()
{
    return m_host.guarded([&] {
        const TickQueueScope scope(m_host.kernel(), m_sequence->tickQueue());
        m_host.updatePosition();
        return m_host.engine().newQObject(new SequenceHandle(m_host, m_sequence->fork()));
    });
}

QJSValue SequenceHandle::duplicate()
{
    return m_host.guarded([&] {
        const TickQueueScope scope(m_host.kernel(), m_sequence->tickQueue());
        m_host.updatePosition();
        const Ref<SequenceCore> copy = m_sequence->duplicate(EntityKind::Sequence,
                                                             m_host.bindingOr(QStringLiteral("duplicate")));
        return m_host.engine().newQObject(new SequenceHandle(m_host, copy));
    });
}

void SequenceHandle::unpause(const QJSValue &arguments)
{
    m_host.guarded([&] { m_sequence->unpause(m_host.messagesFromScript(arguments)); });
}

void SequenceHandle::abort()
{
    m_host.guarded([&] {
        m_host.updatePosition();
        m_sequence->abort();
    });
}

void SequenceHandle::defer()
{
    m_sequence->defer();
}

void SequenceHandle::tell(const QJSValue &listener)
{
    m_host.guarded([&] {
        m_host.updatePosition();
        asq::tell(*m_sequence, m_host.triggerOf(listener));
    });
}

QJSValue SequenceHandle::errfcb()
{
    return m_host.guarded([&] {
        const TickQueueScope scope(m_host.kernel(), m_sequence->tickQueue());
        m_host.updatePosition();
        const Ref<Trigger> trigger = m_sequence->waitForTrigger(m_host.describe({}, -1, QStringLiteral("errfcb")));
        return m_host.triggerFunction(trigger).property(QStringLiteral("errfcb"));
    });
}

} // namespace asq::script
