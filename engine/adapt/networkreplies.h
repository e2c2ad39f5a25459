#pragma once

#include "adapt/outside.h"

#include <QNetworkReply>

namespace asq {

/// A sequence of the body of a reply, once it has finished. Fails with an OutsideError: Network (with its code and the
/// server's words), Cancelled by abort(), Destroyed. The reply stays whose it is; its headers are there when the body is.
Sequence<QByteArray> fromReply(Kernel &kernel, QNetworkReply *reply,
                               std::source_location location = std::source_location::current());

/// `co_await manager.get(request)`
template<std::derived_from<QNetworkReply> T>
struct AsSequence<T *> {
    using Type = Sequence<QByteArray>;
    static Type of(Kernel &kernel, QNetworkReply *reply, const std::source_location &location)
    {
        return fromReply(kernel, reply, location);
    }
};

} // namespace asq
