#pragma once

#include "adapt/outside.h"

#include <QIODevice>
#include <QPointer>

#include <optional>

namespace asq {

/// A sequence of the next line of a device, with its end as it is there; the last line may have none. Nothing comes at the
/// end of the file, and when the device is closed. Fails with an OutsideError: NotOpen, Destroyed.
///
/// One line is awaited at a time: two who wait for lines of one device get each its own in an order of their own.
Sequence<std::optional<QByteArray>> nextLine(Kernel &kernel, QIODevice *device,
                                             std::source_location location = std::source_location::current());
/// The same for bytes: what is there, `most` at most, as soon as something is there.
Sequence<std::optional<QByteArray>> nextBytes(Kernel &kernel, QIODevice *device, qint64 most,
                                              std::source_location location = std::source_location::current());

/// For `while (const auto text = co_await line(socket))`: what nextLine() and nextBytes() give.
struct DeviceWait {
    QPointer<QIODevice> device;
    std::optional<qint64> most; ///< Of bytes; none: a line.
};
inline DeviceWait line(QIODevice *device)
{
    return {device, std::nullopt};
}
inline DeviceWait bytes(QIODevice *device, qint64 most = 64 * 1024)
{
    return {device, most};
}
template<>
struct AsSequence<DeviceWait> {
    using Type = Sequence<std::optional<QByteArray>>;
    static Type of(Kernel &kernel, const DeviceWait &wait, const std::source_location &location)
    {
        return wait.most ? nextBytes(kernel, wait.device, *wait.most, location)
                         : nextLine(kernel, wait.device, location);
    }
};

} // namespace asq
