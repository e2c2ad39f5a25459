#pragma once

#include "trace/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace asq::debug {

/// A line of a program text at which the program is to hold.
struct Breakpoint {
    QString file; ///< The name that the program text was evaluated under.
    int line = 0; ///< Counts from 1.
    friend bool operator==(const Breakpoint &, const Breakpoint &) = default;
};

} // namespace asq::debug
