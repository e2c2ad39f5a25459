#pragma once

#include "core/observer.h"
#include "debug/breakpoint.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <vector>

namespace asq::debug {

/// Stands between a program and its recorder and looks for lines with breakpoints: `hold` is called on the program's
/// thread, once what happens at such a line has been recorded and before the code that it begins runs. Without
/// breakpoints it costs the test of one flag an announcement.
///
/// A line counts as reached when a step, coroutine or callback begins or goes on there, or when something happens
/// there and the thing before it happened elsewhere: a line of several calls holds once.
class BreakpointGate : public Observer
{
public:
    using Hold = std::function<void(const Breakpoint &reached)>;

    /// Neither is owned; `next` may be null, `hold` may wait.
    BreakpointGate(Observer *next, Hold hold) : m_next(next), m_hold(std::move(hold)) {}

    /// Any thread: these instead of those before.
    void setBreakpoints(const QList<Breakpoint> &breakpoints);

    EventId born(const Birth &birth) override;
    EventId announce(const Announcement &announcement) override;
    quint32 addFile(const QString &name, const QString &text) override;

private:
    void look(const Announcement &announcement);
    bool isSet(const Breakpoint &place);

    Observer *m_next;
    Hold m_hold;
    std::vector<QString> m_files; ///< By the number that addFile() gave.
    Position m_last;
    quint32 m_fileCount = 0;

    std::atomic<bool> m_any = false;
    std::mutex m_mutex; ///< For what follows.
    QList<Breakpoint> m_breakpoints;
};

} // namespace asq::debug
