// Part of every program under the thread sanitizer. Qt is not built for it, so it does not see what orders two threads that
// meet in Qt's own locks: a call that is posted to another thread, the start and the end of a QThread. These functions
// of Qt stand before Qt's own here and do what those do, between two marks that the sanitizer understands. One mark for
// all makes the order coarser than it is: a race between two threads that never meet anywhere else may hide behind it.
// And QProcess starts a child in its own memory, which the sanitizer's clone() does not bear; the C library's does.

#include <QDeadlineTimer>
#include <QObject>
#include <QThread>

#include <cstdarg>

#include <dlfcn.h>
#include <sched.h>

extern "C" {
void __tsan_acquire(void *address);
void __tsan_release(void *address);
}

namespace {

char theMark; // NOLINT: its address is all that matters.

void takeOver()
{
    __tsan_acquire(&theMark);
}

void handOver()
{
    __tsan_release(&theMark);
}

template<typename Function>
Function qtsOwn(const char *symbol)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, symbol));
}

/// A posted call that begins by taking over what came before it was posted.
class OrderedCall : public QtPrivate::QSlotObjectBase
{
public:
    explicit OrderedCall(QtPrivate::QSlotObjectBase *call) : QSlotObjectBase(&act), m_call(call) {}

private:
    static void act(int which, QSlotObjectBase *self, QObject *receiver, void **arguments, bool *)
    {
        takeOver();
        OrderedCall *ordered = static_cast<OrderedCall *>(self);
        if (which == Call) {
            ordered->m_call->call(receiver, arguments);
        } else if (which == Destroy) {
            ordered->m_call->destroyIfLastRef();
            delete ordered;
        }
        handOver();
    }

    QtPrivate::QSlotObjectBase *m_call;
};

} // namespace

bool QMetaObject::invokeMethodImpl(QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type,
                                   void *result)
{
    using Function = bool (*)(QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, void *);
    static const Function own = qtsOwn<Function>(
        "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
    auto *ordered = new OrderedCall(slot);
    handOver();
    const bool done = own(object, ordered, type, result);
    takeOver();
    return done;
}

void QMetaObject::activate(QObject *sender, const QMetaObject *meta, int signal, void **arguments)
{
    using Function = void (*)(QObject *, const QMetaObject *, int, void **);
    static const Function own = qtsOwn<Function>("_ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
    handOver();
    own(sender, meta, signal, arguments);
}

void QThread::start(Priority priority)
{
    using Function = void (*)(QThread *, Priority);
    static const Function own = qtsOwn<Function>("_ZN7QThread5startENS_8PriorityE");
    // Runs in the thread that ends.
    QObject::connect(this, &QThread::finished, [] {
        takeOver();
        handOver();
    });
    handOver();
    own(this, priority);
}

void QThread::quit()
{
    static const auto own = qtsOwn<void (*)(QThread *)>("_ZN7QThread4quitEv");
    handOver();
    own(this);
}

bool QThread::wait(QDeadlineTimer deadline)
{
    static const auto own = qtsOwn<bool (*)(QThread *, QDeadlineTimer)>("_ZN7QThread4waitE14QDeadlineTimer");
    const bool ended = own(this, deadline);
    takeOver();
    return ended;
}

extern "C" int clone(int (*function)(void *), void *stack, int flags, void *argument, ...)
{
    using Function = int (*)(int (*)(void *), void *, int, void *, pid_t *, void *, pid_t *);
    static const Function own = qtsOwn<Function>("clone");
    va_list more;
    va_start(more, argument);
    pid_t *parentId = va_arg(more, pid_t *);
    void *storage = va_arg(more, void *);
    pid_t *childId = va_arg(more, pid_t *);
    va_end(more);
    return own(function, stack, flags, argument, parentId, storage, childId);
}
