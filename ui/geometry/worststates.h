#pragma once

#include "analysis/spans.h"

#include <QList>

namespace interleave {

/// How much a state matters when several share a pixel: failed before aborted before blocked before running, and so
/// on down to absent. Higher wins.
int severity(asq::analysis::State state);

/// The worst state of any run of an entity's spans, in logarithmic time: the spans' states in blocks of 16, those
/// blocks in blocks of 16, and so on. Made once an entity and snapshot.
class WorstStates
{
public:
    WorstStates() = default;
    explicit WorstStates(const QList<asq::analysis::Span> &spans);
    /// Requires: 0 <= first < end <= number of spans.
    asq::analysis::State worst(qsizetype first, qsizetype end) const;

private:
    static constexpr qsizetype Block = 16;
    QList<QList<quint8>> m_levels; ///< Severities; level 0 is one a span.
};

} // namespace interleave
