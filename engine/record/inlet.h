#pragma once

#include "record/recordqueue.h"

#include <QString>

#include <atomic>

namespace asq::record {

/// What one feed leaves for the writer. Shared by the two, so that each may go first.
struct Inlet {
    Inlet(qsizetype memoryLimit, const QString &threadName) : queue(memoryLimit), name(threadName) {}

    RecordQueue queue;
    const QString name;              ///< Of the thread; empty: the program's own.
    std::atomic<quint32> lost = 0;   ///< Announcements that found no room since the last gap that was told.
    std::atomic<bool> ended = false; ///< Nothing will be published after what is there.
};

} // namespace asq::record
