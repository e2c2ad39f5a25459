#pragma once

#include "analysis/waitgraph.h"

#include <QHash>

namespace asq::analysis {

/// How sentences of findings call entities: like displayName(), and where several have that name, told apart by their
/// kind, by their line in the program text, or by their spawn path.
class EntityNames
{
public:
    explicit EntityNames(const trace::Trace &trace) : m_trace(trace) {}
    QString operator()(trace::EntityId id) const;
    /// "`a`", "`a` and `b`", "`a`, `b` and 3 others".
    QString list(const QList<trace::EntityId> &ids) const;

private:
    QString kindKey(trace::EntityId id) const;
    QString placeKey(trace::EntityId id) const;
    void count() const;

    const trace::Trace &m_trace;
    // Made when a name is asked for first.
    mutable bool m_isCounted = false;
    mutable QHash<QString, quint32>
        m_counts; ///< By name, by name and kind, and by those and the line: how many there are.
};

/// What `id` waits for, one clause long: "waits to take from `orders`". Of who does not wait: what it does.
QString waitClause(const WaitGraph &graph, const EntityNames &names, trace::EntityId id);

/// The whole chain from `id` on, in one sentence without a full stop: "`worker` waits to take from `orders`, whose only
/// putter `producer` waits to take from `done`, into which nobody puts". A ring is closed in words. Chains longer than
/// `most` links are cut short.
QString waitSentence(const WaitGraph &graph, const EntityNames &names, trace::EntityId id, int most = 12);

/// A sentence, with its full stop, for each member of `ring` that is no channel.
QStringList ringSentences(const WaitGraph &graph, const EntityNames &names, const QList<trace::EntityId> &ring);

/// Who `id` waits for, who that one waits for and so on, `id` first; of several the one that is stuck, else the oldest.
/// A ring ends with its first member again.
QList<trace::EntityId> waitChain(const WaitGraph &graph, trace::EntityId id);

} // namespace asq::analysis
