#include "debug/breakpointgate.h"

#include <QFileInfo>

#include <utility>

namespace asq::debug {

namespace {

bool beginsSlice(EventKind kind)
{
    return kind == EventKind::Started || kind == EventKind::Resumed || kind == EventKind::Fired;
}

/// Kinds that tell of somebody else than whoever runs at the place.
bool isOfThePlace(EventKind kind)
{
    return kind != EventKind::Created && kind != EventKind::Scheduled && kind != EventKind::Returned
        && kind != EventKind::Completed && kind != EventKind::Choice;
}

} // namespace

void BreakpointGate::setBreakpoints(const QList<Breakpoint> &breakpoints)
{
    const std::lock_guard lock(m_mutex);
    m_breakpoints = breakpoints;
    m_any = !breakpoints.isEmpty();
}

EventId BreakpointGate::born(const Birth &birth)
{
    return m_next ? m_next->born(birth) : EventId::None;
}

EventId BreakpointGate::announce(const Announcement &announcement)
{
    const EventId event = m_next ? m_next->announce(announcement) : EventId::None;
    if (announcement.position.line > 0 && isOfThePlace(announcement.kind)) {
        if (m_any)
            look(announcement);
        m_last = announcement.position;
    }
    return event;
}

quint32 BreakpointGate::addFile(const QString &name, const QString &text)
{
    const quint32 file = m_next ? m_next->addFile(name, text) : m_fileCount++;
    if (m_files.size() <= file)
        m_files.resize(file + 1);
    m_files[file] = name;
    return file;
}

void BreakpointGate::look(const Announcement &announcement)
{
    const Position &here = announcement.position;
    const bool stayed = here.file == m_last.file && here.line == m_last.line;
    if ((stayed && !beginsSlice(announcement.kind)) || here.file >= m_files.size())
        return;
    const Breakpoint place{m_files[here.file], int(here.line)};
    if (isSet(place))
        m_hold(place);
}

bool BreakpointGate::isSet(const Breakpoint &place)
{
    const std::lock_guard lock(m_mutex);
    const QString file = QFileInfo(place.file).fileName();
    for (const Breakpoint &breakpoint : std::as_const(m_breakpoints)) {
        if (breakpoint.line == place.line && QFileInfo(breakpoint.file).fileName() == file)
            return true;
    }
    return false;
}

} // namespace asq::debug
