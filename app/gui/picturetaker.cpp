#include "gui/picturetaker.h"

#include <QCoreApplication>

namespace interleave {

namespace {
constexpr int LookMilliseconds = 100;
constexpr int LooksUntilStill = 10;
} // namespace

PictureTaker::PictureTaker(QObject *parent) : QObject(parent)
{
    m_timer.setInterval(LookMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &PictureTaker::look);
}

void PictureTaker::setPath(const QString &path)
{
    m_path = path;
    if (!m_path.isEmpty())
        m_timer.start();
    Q_EMIT changed();
}

void PictureTaker::look()
{
    m_stillFor = m_busy ? 0 : m_stillFor + 1;
    if (m_stillFor < LooksUntilStill || !m_window)
        return;
    m_timer.stop();
    const bool kept = m_window->grabWindow().save(m_path);
    QCoreApplication::exit(kept ? 0 : 1);
}

} // namespace interleave
