#include "trace/formats/watcheddevice.h"

#include <algorithm>
#include <utility>

namespace asq::trace {

WatchedDevice::WatchedDevice(QIODevice *source, qint64 most, std::function<bool(qint64)> goOn)
    : m_source(source), m_left(most), m_goOn(std::move(goOn))
{
    Q_ASSERT(source && source->isReadable() && most >= 0);
    open(QIODevice::ReadOnly);
}

qint64 WatchedDevice::readData(char *data, qint64 most)
{
    if (most <= 0)
        return 0;
    m_isCalledOff = m_isCalledOff || (m_goOn && !m_goOn(m_read));
    if (m_isCalledOff)
        return 0;
    if (m_left == 0) {
        char one = 0;
        m_isCut = m_isCut || m_source->peek(&one, 1) == 1;
        return 0;
    }
    const qint64 read = m_source->read(data, std::min(most, m_left));
    if (read < 0)
        setErrorString(m_source->errorString());
    m_read += std::max<qint64>(0, read);
    m_left -= std::max<qint64>(0, read);
    return read;
}

} // namespace asq::trace
