#pragma once

#include "geometry/rowlist.h"

#include "trace/trace.h"

#include <QSet>
#include <QStringList>

namespace interleave {

/// How people arranged the lanes of a program, from run to run: lanes are remembered by spawn path, which a re-run
/// keeps, and another program forgets them.
class LaneMemory
{
public:
    /// Looks at what is new in a recording; `fresh` when it is not the one of the last call, or has grown by nothing
    /// that matters. Lanes that gather are folded when they are first seen.
    void follow(const asq::trace::Trace &trace, const asq::analysis::LaneTree &lanes, bool fresh);
    /// What is remembered, as far as the lanes are there by now.
    LaneArrangement arrangement() const;

    void setFolded(asq::trace::EntityId key, bool folded) { set(m_folded, key, folded); }
    void setHidden(asq::trace::EntityId key, bool hidden) { set(m_hidden, key, hidden); }
    /// All but those that gather.
    void unfoldAll();
    void showAll() { m_hidden.clear(); }
    /// Pins `key` before the pinned lane `before`, or last.
    void pin(asq::trace::EntityId key, asq::trace::EntityId before = asq::trace::EntityId::None);
    void unpin(asq::trace::EntityId key) { m_pinned.removeAll(pathOf(key)); }
    /// The order of the children of `parent`, None for the left edge.
    void setOrder(asq::trace::EntityId parent, const QList<asq::trace::EntityId> &keys);

private:
    QString pathOf(asq::trace::EntityId key) const;
    void set(QSet<QString> &paths, asq::trace::EntityId key, bool on);
    bool isEmpty() const;

    asq::trace::Trace m_trace;
    QString m_program; ///< Label of the program that all of this is about.
    qsizetype m_seen = 0; ///< Entities.
    QHash<QString, asq::trace::EntityId> m_known; ///< By path, of the recording that is followed.
    QSet<QString> m_folded;
    QSet<QString> m_hidden;
    QStringList m_pinned;
    QSet<QString> m_seenGroups;
    QHash<QString, QStringList> m_order; ///< By the parent's path, empty at the left edge.
};

} // namespace interleave
