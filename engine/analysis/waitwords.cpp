#include "analysis/waitwords.h"

#include <vector>

// One link of a chain is one clause; the clause of a channel ("whose only putter …") leads over to the next link. Gates
// and joins name the first of theirs that is stuck, for that is the one that explains the wait.
namespace asq::analysis {

using trace::EntityId;
using trace::EntityKind;
using trace::LocationId;
using trace::WaitReason;

namespace {

/// Names that are listed before "and 5 others".
constexpr qsizetype MostListed = 3;

bool hasEnded(State state)
{
    return state == State::Completed || state == State::Failed || state == State::Aborted;
}

bool isSequence(EntityKind kind)
{
    return kind == EntityKind::Sequence || kind == EntityKind::IterableSequence || kind == EntityKind::ReactiveSequence
        || kind == EntityKind::ReactiveInstance;
}

/// Of `awaited` the one that explains the wait.
EntityId mainOf(const WaitGraph &graph, const QList<EntityId> &awaited)
{
    for (const EntityId id : awaited) {
        if (graph.isStuck(id))
            return id;
    }
    return awaited.value(0, EntityId::None);
}

/// The way from a channel to who could serve it, `next`: as the end of a sentence, or with `next` as the subject of what
/// follows.
QString channelClause(const WaitGraph &graph, const EntityNames &names, EntityId channel, bool ofTake, EntityId next,
                      bool isEnd)
{
    const auto word = [ofTake](const char *ifTake, const char *ifPut) {
        return QLatin1String(ofTake ? ifTake : ifPut);
    };
    const QString name = names(next);
    const QString lead = isEnd ? QString() : QLatin1String("; ") + name;
    const QList<EntityId> helpers = graph.helpers(channel, ofTake);
    if (helpers.size() == 1)
        return word("whose only putter ", "whose only taker ") + (isEnd ? QLatin1String("is ") + name : name);
    if (helpers.size() > 1)
        return QStringLiteral("%1 %2 %3")
                   .arg(word("into which", "from which"), names.list(helpers), word("put", "take"))
            + lead;
    if (next != EntityId::None)
        return QStringLiteral("whose message %1 took and has not put back").arg(name) + lead;
    const QList<EntityId> all = ofTake ? graph.usage().putters(channel) : graph.usage().takers(channel);
    if (all.isEmpty())
        return word("into which nobody ever puts", "from which nobody ever takes");
    return QStringLiteral("%1 only %2 %3, which will not again")
        .arg(word("into which", "from which"), names.list(all), word("put", "took"));
}

} // namespace

bool EntityNames::isCounted(const trace::Entity &entity)
{
    return entity.kind != EntityKind::Segment && entity.label != trace::StringId::Empty;
}

quint32 EntityNames::labelOf(const trace::Entity &entity) const
{
    const auto known = m_labelNumbers.constFind(entity.label);
    if (known != m_labelNumbers.constEnd())
        return *known;
    const QString text = m_trace.string(entity.label);
    const auto found = m_labels.constFind(text);
    const quint32 number = found != m_labels.constEnd() ? *found : quint32(m_labels.size());
    m_labels.insert(text, number);
    m_labelNumbers.insert(entity.label, number);
    return number;
}

EntityNames::Place EntityNames::placeOf(const trace::Entity &entity) const
{
    const trace::Location &location = m_trace.location(entity.location);
    return {labelOf(entity), int(entity.kind), location.file, location.line};
}

void EntityNames::count() const
{
    for (; m_counted < quint32(m_trace.entityCount()); ++m_counted) {
        const trace::Entity &entity = m_trace.entity(EntityId{m_counted});
        if (!isCounted(entity))
            continue;
        const Place place = placeOf(entity);
        ++m_counts[place];
        ++m_counts[{place.label, place.kind}];
        ++m_counts[{place.label}];
    }
}

QString EntityNames::operator()(EntityId id) const
{
    QString name = displayName(m_trace, id);
    if (id == EntityId::None)
        return name;
    count();
    const trace::Entity &entity = m_trace.entity(id);
    if (!isCounted(entity))
        return name;
    const Place place = placeOf(entity);
    const quint32 all = m_counts.value({place.label});
    if (all < 2)
        return name;
    const quint32 ofKind = m_counts.value({place.label, place.kind});
    if (ofKind < all)
        name.prepend(QLatin1String(trace::name(entity.kind)) + u' ');
    if (ofKind < 2)
        return name;
    if (entity.location == LocationId::Unknown || m_counts.value(place) > 1)
        return QStringLiteral("%1 (%2)").arg(name, m_trace.spawnPath(id));
    return QStringLiteral("%1 of line %2").arg(name).arg(m_trace.location(entity.location).line);
}

QString EntityNames::list(const QList<EntityId> &ids) const
{
    QStringList words;
    for (const EntityId id :
         ids.first(std::min(ids.size(), ids.size() == MostListed + 1 ? MostListed + 1 : MostListed)))
        words.append((*this)(id));
    if (ids.size() > words.size())
        words.append(QStringLiteral("%1 others").arg(ids.size() - words.size()));
    if (words.size() < 2)
        return words.join(QString());
    const QString last = words.takeLast();
    return words.join(QLatin1String(", ")) + QLatin1String(" and ") + last;
}

QString waitClause(const WaitGraph &graph, const EntityNames &names, EntityId id)
{
    const EntityState state = graph.state().entity(id);
    const EntityKind kind = graph.trace().entity(id).kind;
    const QList<EntityId> awaited = graph.waitsFor(id);
    const bool waits = state.state == State::Blocked || state.state == State::Waiting;
    if (waits && state.other != EntityId::None) {
        const QString other = names(state.other);
        switch (state.reason) {
        case WaitReason::Take: return QLatin1String("waits to take from ") + other;
        case WaitReason::Put:
            return state.value == trace::StringId::Empty
                ? QLatin1String("waits to put into ") + other
                : QStringLiteral("waits to put %1 into %2").arg(graph.trace().string(state.value), other);
        case WaitReason::Trigger: return QStringLiteral("waits for %1 to call its trigger").arg(other);
        case WaitReason::Turn: return QLatin1String("waits for its turn");
        default: return QLatin1String("waits for ") + other;
        }
    }
    if (waits && state.reason == WaitReason::Alts)
        return QLatin1String("waits for the first of ") + names.list(awaited);
    if (!awaited.isEmpty()) {
        const bool forAll = state.reason == WaitReason::Gate || state.reason == WaitReason::Join;
        if (waits && forAll && awaited.size() > 1)
            return QStringLiteral("waits for all of %1").arg(names.list(awaited));
        if (state.state == State::Ready)
            return QLatin1String("waits for its turn, which has ") + names(mainOf(graph, awaited));
        if (isSequence(kind))
            return QLatin1String("is at its step ") + names(mainOf(graph, awaited));
        return (kind == EntityKind::Step && !waits ? QLatin1String("is not reached before ")
                                                   : QLatin1String("waits for "))
            + names(mainOf(graph, awaited));
    }
    return describe(graph.trace(), graph.state(), id).mid(displayName(graph.trace(), id).size() + 1);
}

QList<EntityId> waitChain(const WaitGraph &graph, EntityId id)
{
    QList<EntityId> chain;
    std::vector<bool> seen(std::size_t(graph.trace().entityCount()), false);
    bool ofPut = false;
    while (id != EntityId::None) {
        chain.append(id);
        if (seen[index(id)])
            break;
        seen[index(id)] = true;
        const EntityState state = graph.state().entity(id);
        const bool isOver = graph.trace().entity(id).kind != EntityKind::Channel && hasEnded(state.state);
        id = isOver ? EntityId::None : graph.waitsMainlyFor(id, !ofPut);
        ofPut = state.reason == WaitReason::Put;
    }
    return chain;
}

QStringList ringSentences(const WaitGraph &graph, const EntityNames &names, const QList<EntityId> &ring)
{
    QStringList sentences;
    for (qsizetype i = 0; i < ring.size(); ++i) {
        const EntityId id = ring.at(i);
        if (graph.trace().entity(id).kind == EntityKind::Channel)
            continue;
        QString sentence = names(id) + u' ' + waitClause(graph, names, id);
        const EntityId next = ring.at((i + 1) % ring.size());
        if (graph.trace().entity(next).kind == EntityKind::Channel) {
            const bool ofTake = graph.state().entity(id).reason != WaitReason::Put;
            sentence += QLatin1String(", ")
                + channelClause(graph, names, next, ofTake, ring.at((i + 2) % ring.size()), true);
        }
        sentences.append(sentence + u'.');
    }
    return sentences;
}

QString waitSentence(const WaitGraph &graph, const EntityNames &names, EntityId id, int most)
{
    const QList<EntityId> chain = waitChain(graph, id);
    const bool isRing = chain.size() > 1 && chain.indexOf(chain.last()) < chain.size() - 1;
    const qsizetype links = isRing ? chain.size() - 1 : chain.size();
    QString sentence = names(id) + u' ' + waitClause(graph, names, id);
    int told = 1;
    for (qsizetype i = 1; i < links; ++i) {
        const EntityId link = chain.at(i);
        if (graph.trace().entity(link).kind == EntityKind::Channel) {
            const bool ofTake = graph.state().entity(chain.at(i - 1)).reason != WaitReason::Put;
            const bool isEnd = i + 1 == links;
            sentence += QLatin1String(", ")
                + channelClause(graph, names, link, ofTake, chain.value(i + 1, EntityId::None), isEnd);
            continue;
        }
        if (++told > most)
            return sentence + QStringLiteral(" waits in turn, and so on: %1 more").arg(links - i);
        const EntityId before = chain.at(i - 1);
        if (graph.trace().entity(before).kind == EntityKind::Channel)
            sentence += u' ';
        else
            sentence += graph.waitsFor(before).size() > 1 ? QLatin1String("; ") + names(link) + u' '
                                                          : QStringLiteral(", which ");
        sentence += waitClause(graph, names, link);
    }
    return isRing ? sentence + QLatin1String(": a circle") : sentence;
}

} // namespace asq::analysis
