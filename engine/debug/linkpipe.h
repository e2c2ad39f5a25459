#pragma once

#include <QByteArray>
#include <QObject>

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace asq::debug {

/// What other threads want to send over the link, on its way to the thread that owns the socket. Bounded: who brings
/// more than the debugger takes is held up, and after a long time without any progress the link counts as dead.
class LinkPipe : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 Capacity = 8 * 1024 * 1024;

    /// Any thread but the socket's: queues `frame`, waits for room. False when the link is closed.
    bool push(const QByteArray &frame);
    /// Any thread: a frame of which only the latest matters. Never waits, and may overtake what was pushed.
    void setNotice(const QByteArray &frame);
    /// Any thread but the socket's: waits until all that was pushed has left this process; false when it did not
    /// within `limit`, or the link is closed.
    bool waitUntilSent(std::chrono::milliseconds limit);
    /// Any thread: nothing goes through any more, nobody waits any more.
    void close();

    /// The socket's thread: what is to be sent now.
    QByteArray takeAll();
    /// The socket's thread: so many bytes of it have left.
    void sent(qint64 bytes);

Q_SIGNALS:
    /// Something is there to be taken; emitted on the thread that pushed.
    void filled();

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    QByteArray m_waiting;
    QByteArray m_notice;
    qint64 m_unsent = 0; ///< Pushed and not sent, taken or not.
    bool m_closed = false;
};

} // namespace asq::debug
