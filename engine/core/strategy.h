#pragma once

#include "core/observer.h"

#include <QList>

namespace asq {

/// What a choice is about. Ready and Alts are freedoms of the specification that asynquence never takes ("what-if");
/// Timer is real when due times are equal.
enum class ChoiceKind : quint8 { Ready, Timer, Alts };

/// A decision with more than one option. Its name is stable from run to run: the spawn path of the entity that the
/// choice belongs to, hashed, and how many choices that entity has had.
struct ChoicePoint {
    ChoiceKind kind = ChoiceKind::Ready;
    EntityId entity = EntityId::None; ///< Whose choice it is; the program for Ready and Timer.
    quint32 step = 0;                 ///< Counts the choices of `entity` from 0.
    QList<EntityId> options;          ///< In the order in which asynquence would take them; at least two.
};

/// Answers choice points. The default strategy takes the first option, as asynquence does.
class Strategy
{
public:
    virtual ~Strategy() = default;
    /// The position of the pick among the options.
    virtual qsizetype choose(const ChoicePoint &point)
    {
        Q_UNUSED(point);
        return 0;
    }
    /// Whether the order of ready ticks is a choice at all; asked once a batch, since with the default answer no
    /// list of options has to be made.
    virtual bool choosesReady() const { return false; }
};

} // namespace asq
