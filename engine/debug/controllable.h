#pragma once

#include "debug/breakpoint.h"

namespace asq::debug {

/// What a debugger may ask of the program; the executor's host implements it. All of it is called on the link's own
/// thread, because the program's thread may be in an endless loop: implementations set a flag or post.
class Controllable
{
public:
    virtual ~Controllable() = default;
    /// The program is to end soon, also out of a loop that never comes back.
    virtual void requestStop() = 0;
    /// Holds the program between two ticks, or lets it go on.
    virtual void setPaused(bool paused) = 0;
    /// Runs one tick of a paused program.
    virtual void step() = 0;
    /// Holds the program, as setPaused() does, whenever it comes to one of these lines: before what begins there runs.
    /// Takes the place of those that were set before. A program that knows no lines may overlook it.
    virtual void setBreakpoints(const QList<Breakpoint> &breakpoints) { Q_UNUSED(breakpoints) }
};

} // namespace asq::debug
