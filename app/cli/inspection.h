#pragma once

#include "analysis/causality.h"
#include "analysis/programstate.h"
#include "analysis/rules/finding.h"
#include "analysis/statistics.h"
#include "analysis/waitwords.h"
#include "trace/formats/tracefile.h"
#include "trace/traceverifier.h"

#include <array>

/// What `asq inspect` has found out about a recording, at one instant of it. Printed by the functions below.
struct Inspection {
    Inspection(const QString &fileName, const asq::trace::TraceFile &file, asq::trace::EventId at);
    Inspection(const Inspection &) = delete;
    Inspection &operator=(const Inspection &) = delete;

    bool isAtEnd() const { return index(at) == quint32(trace.eventCount()); }
    /// "program.js:3:14", or nothing.
    QString placeOf(asq::trace::LocationId id) const;
    /// Whoever has code that was begun and waits for something now, oldest first.
    QList<asq::trace::EntityId> waiting() const;

    QString fileName;
    QString form;
    asq::trace::Trace trace;
    asq::trace::EventId at;
    asq::analysis::StateIndex states;
    asq::analysis::ProgramState end;
    asq::analysis::ProgramState state; ///< At `at`.
    asq::analysis::EntityTree tree;
    asq::analysis::ChannelUsage usage;
    asq::analysis::WaitGraph waits;
    asq::analysis::EntityNames names;
    QList<asq::trace::Contradiction> contradictions;
    std::array<int, asq::trace::EventKindCount> counts = {};
};

/// Everything, or, not at the end, what holds at that instant.
QString inspectionText(const Inspection &inspection);
QByteArray inspectionJson(const Inspection &inspection);
/// The causes of event `id`, the first one last.
QString whyText(const Inspection &inspection, asq::trace::EventId id);
/// What the time between two events was spent on. Requires: both are in the trace.
QString pathText(const Inspection &inspection, asq::trace::EventId from, asq::trace::EventId to);
/// One event as a line of the text form, without its number.
QString eventLine(const Inspection &inspection, asq::trace::EventId id);
