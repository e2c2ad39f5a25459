#include "debug/linkpipe.h"

namespace asq::debug {

namespace {

/// A window that shows a dialog may not read for a while; one that hangs for this long is given up.
constexpr std::chrono::seconds Patience{20};

} // namespace

bool LinkPipe::push(const QByteArray &frame)
{
    {
        std::unique_lock lock(m_mutex);
        while (!m_closed && m_unsent >= Capacity) {
            const qint64 before = m_unsent;
            const bool progress = m_changed.wait_for(lock, Patience, [&] { return m_closed || m_unsent != before; });
            if (!progress)
                m_closed = true;
        }
        if (m_closed)
            return false;
        m_waiting += frame;
        m_unsent += frame.size();
    }
    Q_EMIT filled();
    return true;
}

void LinkPipe::setNotice(const QByteArray &frame)
{
    bool isNews = false;
    {
        const std::lock_guard lock(m_mutex);
        isNews = m_notice.isEmpty();
        m_notice = frame;
    }
    if (isNews)
        Q_EMIT filled();
}

bool LinkPipe::waitUntilSent(std::chrono::milliseconds limit)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, limit, [&] { return m_closed || m_unsent == 0; });
    return !m_closed && m_unsent == 0;
}

void LinkPipe::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_changed.notify_all();
}

QByteArray LinkPipe::takeAll()
{
    const std::lock_guard lock(m_mutex);
    m_unsent += m_notice.size();
    return std::exchange(m_waiting, {}) + std::exchange(m_notice, {});
}

void LinkPipe::sent(qint64 bytes)
{
    {
        const std::lock_guard lock(m_mutex);
        m_unsent -= bytes;
    }
    m_changed.notify_all();
}

} // namespace asq::debug
