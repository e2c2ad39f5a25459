#pragma once

#include "trace/event.h"

#include <QByteArray>
#include <QList>

namespace asq::record {

/// Events in a few bytes each, in memory only: the differences from event to event, column by column, packed.
/// `firstNumber` is the number of the first in its recording.
QByteArray packEvents(const QList<trace::Event> &events, quint32 firstNumber);
/// Requires: `packed` is what packEvents() gave for these numbers.
QList<trace::Event> unpackEvents(const QByteArray &packed, qsizetype count, quint32 firstNumber);

} // namespace asq::record
