#pragma once

#include "core/value.h"

#include <QString>

#include <exception>

namespace asq {

/// Why an operation of the outside failed: the error that reaches handlers, and that `co_await` throws (in a Failure).
struct OutsideError {
    enum Kind : quint8 {
        Destroyed,     ///< The object that was waited for is gone.
        Cancelled,     ///< A future, or a request by abort().
        Exception,     ///< A future or a task threw; `exception` holds what.
        Network,       ///< `code` is a QNetworkReply::NetworkError.
        Process,       ///< `code` is a QProcess::ProcessError.
        NotOpen,       ///< A device that is not open for reading.
    };
    Kind kind = Destroyed;
    QString text; ///< For people.
    int code = 0;
    std::exception_ptr exception;

    /// Of the exception that is being handled. Requires: called in a catch block.
    static OutsideError ofCurrentException();
    friend bool operator==(const OutsideError &, const OutsideError &) = default;
};

template<>
struct ValueTraits<OutsideError> {
    static QString summary(const OutsideError &error, int budget) { return elided(error.text, budget); }
    static bool truthy(const OutsideError &) { return true; }
    static bool isError(const OutsideError &) { return true; }
    static bool equal(const OutsideError &a, const OutsideError &b) { return a == b; }
};

} // namespace asq
