#pragma once

#include "analysis/waitgraph.h"

#include <QHash>

namespace asq::analysis {

/// How sentences of findings call entities: like displayName(), and where several have that name, told apart by their
/// kind, by their line in the program text, or by their spawn path.
class EntityNames
{
public:
    explicit EntityNames(const trace::Trace &trace = {}) : m_trace(trace) {}
    /// Goes on with a longer snapshot. Requires: it begins with the entities seen so far.
    void extend(const trace::Trace &trace) { m_trace = trace; }
    QString operator()(trace::EntityId id) const;
    /// "`a`", "`a` and `b`", "`a`, `b` and 3 others".
    QString list(const QList<trace::EntityId> &ids) const;

private:
    // What several may share: their label, that and the kind, or those and the line. The numbers of labels are given as they
    // come, for equal ones may have different ids.
    struct Place {
        quint32 label = 0;
        qint32 kind = -1;
        quint32 file = 0xFFFFFFFFu; ///< No file: of any place.
        quint32 line = 0;
        friend bool operator==(const Place &, const Place &) = default;
        friend size_t qHash(const Place &place, size_t seed = 0)
        {
            return qHashMulti(seed, place.label, place.kind, place.file, place.line);
        }
    };
    static bool isCounted(const trace::Entity &entity);
    quint32 labelOf(const trace::Entity &entity) const;
    Place placeOf(const trace::Entity &entity) const;
    void count() const;

    trace::Trace m_trace;
    // Made, as far as the trace goes, when a name is asked for.
    mutable quint32 m_counted = 1; ///< Entities.
    mutable QHash<trace::StringId, quint32> m_labelNumbers;
    mutable QHash<QString, quint32> m_labels;
    mutable QHash<Place, quint32> m_counts; ///< How many there are.
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
