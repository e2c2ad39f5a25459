// There is no public way to run an engine's promise jobs. They arrive as events of a registered type at an object of
// class ReactionHandler, reactions as one type and the following of thenables as another; one job of our own tells us which
// object, and sendPostedEvents() takes all that is posted to it.
// Delivering everything that is posted instead would run timers, sockets and the executor's own slices in the middle of
// a batch.
#include "script/promisejobs.h"

#include <QCoreApplication>
#include <QEvent>
#include <QJSEngine>

namespace asq::script {

PromiseJobs::PromiseJobs(QJSEngine &engine)
{
    QCoreApplication::instance()->installEventFilter(this);
    engine.evaluate(QStringLiteral("Promise.resolve().then(function () {}); 0"));
    m_learning = true;
    QCoreApplication::sendPostedEvents();
    m_learning = false;
    Q_ASSERT_X(m_receiver, "PromiseJobs", "this Qt delivers promise jobs in another way");
}

bool PromiseJobs::eventFilter(QObject *receiver, QEvent *event)
{
    if (event->type() < QEvent::User)
        return false;
    if (m_learning && !m_receiver && QByteArray(receiver->metaObject()->className()).contains("ReactionHandler")) {
        m_receiver = receiver;
    } else if (receiver == m_receiver && m_delivered++ == 0 && m_begin && *m_begin) {
        (*m_begin)();
    }
    return false;
}

bool PromiseJobs::drain(const std::function<void()> &begin)
{
    bool any = false;
    m_begin = &begin;
    for (;;) {
        m_delivered = any ? 1 : 0;
        const int before = m_delivered;
        QCoreApplication::sendPostedEvents(m_receiver);
        if (m_delivered == before)
            break;
        any = true;
    }
    m_begin = nullptr;
    return any;
}

} // namespace asq::script
