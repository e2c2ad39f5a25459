#pragma once

#include <QString>

#include <chrono>
#include <functional>

namespace asq::record {

struct RecorderOptions {
    enum class Clock : quint8 {
        EachEvent, ///< A reading each announcement (about 8 ns).
        EachBatch, ///< A reading each beginBatch(); what happens within a batch keeps its order alone.
    };
    /// What an event tells of its values. Texts (console lines, marks, labels) are kept in any case.
    enum class Values : quint8 {
        Off,
        Summary, ///< A short text: valueBudget characters for all values of an event together.
        Full,    ///< What lists, maps and objects hold as well: up to detailBudget characters, detailDepth levels.
    };
    Values values = Values::Summary;
    int valueBudget = 80;
    int detailBudget = 4000;
    int detailDepth = 6;
    int textBudget = 4000;     ///< Characters for a console line, a mark, a label.
    Clock clock = Clock::EachEvent;
    bool virtualClock = false; ///< What programTime counts; only told to whoever reads the trace.
    bool keepInMemory = false; ///< finish() gives the trace.
    /// How long an event may stay on this side at most: 250 ms for a file, LiveInterval when somebody watches.
    std::chrono::milliseconds interval{250};
    /// Told once for each sink that fails, on the recorder's thread, when it does; may be null.
    std::function<void(const QString &)> tellProblem = nullptr;
    qsizetype memoryLimit = 16 * 1024 * 1024; ///< Bytes a thread, for what the writer has not got to yet.

    static constexpr std::chrono::milliseconds LiveInterval{25};
};

} // namespace asq::record
