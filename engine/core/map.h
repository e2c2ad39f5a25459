#pragma once

#include "core/parallel.h"
#include "core/sequencecore.h"

namespace asq {

/// What `map` asks of the language: the items, what to do with each, and how results make a list.
class Mapping : public RefCounted
{
public:
    /// A segment an item. What was not given when the step was defined is taken off the front of `messages`.
    virtual std::vector<Segment> segments(Messages &messages) = 0;
    /// The results, as the one message that is passed on.
    virtual Value collected(Messages results) = 0;
};

/// `map`: a gate over the items of a list, whose results are passed on as one list. Appends two steps: the gate, and the one
/// that makes the list.
void map(SequenceCore &sequence, const Ref<Mapping> &mapping, const Description &description);

} // namespace asq
