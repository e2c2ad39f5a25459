#pragma once

#include "trace/trace.h"

#include <QSet>

#include <map>
#include <optional>
#include <vector>

namespace asq::record {

/// What stands when a window of events begins: who there is, and the events before it that still say something of them.
/// Who is suspended, ready or running, which timers are armed, which puts, takes and values wait at channels, who has
/// settled. What is over and named by nobody is forgotten, so that a program that runs for weeks needs no more memory
/// than what it is made of at a time.
class Standing
{
public:
    /// An event and its number in the whole recording.
    struct Stand {
        quint32 number;
        trace::Event event;
    };

    void addEntity(quint32 id, const trace::Entity &entity);
    /// Somebody whom an event names and who was forgotten is known again, as what it must be at least.
    void ensure(const trace::Event &event);
    /// An event has left the window, the oldest first.
    void pass(const trace::Event &event, quint32 number);
    /// Forgets those whom nobody needs: not among `named`, with nothing that still stands, and below them nobody.
    void sweep(const QSet<quint32> &named);

    /// In their order.
    std::vector<Stand> events() const;
    /// Null for those that were forgotten, or never known.
    const trace::Entity *entity(quint32 id) const;
    qsizetype entityCount() const { return qsizetype(m_known.size()); }
    /// Strings that labels and events here name.
    void addStrings(QSet<quint32> &strings) const;

private:
    struct Known {
        trace::Entity entity;
        quint32 children = 0;
        std::optional<Stand> state; ///< Runs, is suspended, is ready, is armed.
        std::optional<Stand> settled; ///< Completed, failed, aborted, closed.
        std::vector<Stand> waiting; ///< At a channel: offers, requests, values.
        std::vector<quint32> asked; ///< Channels at which a put or take of it waits.
    };
    void passChannel(Known &channel, const trace::Event &event, quint32 number);
    void withdraw(Known &who, quint32 id);
    static void take(Known &channel, trace::EventKind kind, trace::EntityId who);
    bool isOver(const Known &known) const;

    std::map<quint32, Known> m_known; ///< By id: parents come before their children.
};

} // namespace asq::record
