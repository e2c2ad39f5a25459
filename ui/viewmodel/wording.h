#pragma once

#include "analysis/programstate.h"
#include "trace/trace.h"

#include <QString>

namespace interleave {

/// The words that the window has for things of a trace. Names of the program's own stand in `backticks`;
/// withBoldNames() turns such a sentence into styled text.

/// Its label, or its kind when the program gave it no name, or "nobody" for None.
QString entityName(const asq::trace::Trace &trace, asq::trace::EntityId id);
/// "channel", "reactive sequence", …
QString kindWord(asq::trace::EntityKind kind);
/// "waits on time or the outside" is Waiting; one or two words for each state.
QString stateWord(asq::analysis::State state);
/// One sentence about one event: "`producer` hands 3 to `consumer` through `orders`."
/// Requires: id is not None.
QString eventSentence(const asq::trace::Trace &trace, asq::trace::EventId id);
/// "line 12", with the file's name in front when there is more than one; empty for Unknown.
QString placeText(const asq::trace::Trace &trace, asq::trace::LocationId id);
/// `sentence` as HTML that Text.StyledText shows: escaped, `names` bold.
QString withBoldNames(const QString &sentence);
/// The nanoseconds of `event` on the clock that time axes show.
double shownTime(const asq::trace::Trace &trace, const asq::trace::Event &event);

} // namespace interleave
