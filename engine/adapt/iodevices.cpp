// A QIODevice has no one way to say that nothing more will come: a file is at its end, a pipe tells it with a signal, and
// only once; a socket is not connected any more. So the end is looked for in all of them, each time data is asked for, and
// the signal leaves a mark on the device for those who ask later.
#include "adapt/iodevices.h"

#include <QAbstractSocket>
#include <QLocalSocket>
#include <QProcess>
#include <QVariant>

namespace asq {

namespace {

constexpr char EndMark[] = "asqReadChannelFinished";

/// What the device holds now is all that there will be.
bool hasEnded(const QIODevice &device)
{
    if (!device.isOpen() || !device.isSequential())
        return true;
    if (const auto *socket = qobject_cast<const QAbstractSocket *>(&device))
        return socket->state() == QAbstractSocket::UnconnectedState;
    if (const auto *socket = qobject_cast<const QLocalSocket *>(&device))
        return socket->state() == QLocalSocket::UnconnectedState;
    if (const auto *process = qobject_cast<const QProcess *>(&device))
        return process->state() == QProcess::NotRunning || device.property(EndMark).toBool();
    return device.property(EndMark).toBool();
}

/// What waits for one line, or for some bytes.
class Reading
{
public:
    Reading(QIODevice *device, std::optional<qint64> most) : m_device(device), m_most(most) {}

    /// Ends the operation if there is enough, or will be no more.
    void look(const Ref<Outside> &outside, bool isLast)
    {
        if (outside->isOver())
            return;
        const bool ends = isLast || hasEnded(*m_device);
        if (m_device->isOpen() && (m_most ? m_device->bytesAvailable() > 0 : m_device->canReadLine() || ends)) {
            const QByteArray data = m_most ? m_device->read(*m_most) : m_device->readLine();
            if (!data.isEmpty())
                return give(outside, data);
        }
        if (ends)
            give(outside, std::nullopt);
    }

private:
    static void give(const Ref<Outside> &outside, std::optional<QByteArray> data)
    {
        outside->complete(typed::toMessages(std::move(data)));
    }

    QIODevice *m_device;
    std::optional<qint64> m_most;
};

Ref<SequenceCore> read(Kernel &kernel, QIODevice *device, std::optional<qint64> most,
                       const std::source_location &location)
{
    const QString name = device ? QString::fromLatin1(device->metaObject()->className()) : QStringLiteral("a device");
    const QString label = QLatin1String(most ? "bytes of " : "line of ") + name;
    const Ref<Outside> outside = Outside::begin(kernel, label, location);
    const Ref<SequenceCore> sequence = outside->sequence();
    if (!device) {
        outside->fail({OutsideError::Destroyed, QStringLiteral("the device was destroyed"), 0, {}});
    } else if (device->isOpen() && !device->isReadable()) {
        outside->fail({OutsideError::NotOpen, name + QStringLiteral(" is not open for reading"), 0, {}});
    } else {
        Reading reading(device, most);
        reading.look(outside, false);
        if (outside->isOver())
            return sequence;
        QObject::connect(device, &QIODevice::readyRead, outside->context(),
                         [outside, reading]() mutable { reading.look(outside, false); });
        QObject::connect(device, &QIODevice::readChannelFinished, outside->context(),
                         [outside, reading, device]() mutable {
                             device->setProperty(EndMark, true);
                             reading.look(outside, true);
                         });
        QObject::connect(device, &QIODevice::aboutToClose, outside->context(),
                         [outside, reading]() mutable { reading.look(outside, true); });
        outside->endsWith(device, name);
    }
    return sequence;
}

} // namespace

Sequence<std::optional<QByteArray>> nextLine(Kernel &kernel, QIODevice *device, std::source_location location)
{
    return Sequence<std::optional<QByteArray>>(read(kernel, device, std::nullopt, location));
}

Sequence<std::optional<QByteArray>> nextBytes(Kernel &kernel, QIODevice *device, qint64 most,
                                              std::source_location location)
{
    return Sequence<std::optional<QByteArray>>(read(kernel, device, most, location));
}

} // namespace asq
