#pragma once

#include "analysis/query/tracetable.h"

#include <memory>
#include <vector>

namespace asq::analysis {

/// The tables that resources/docs/query.md describes, over `trace`. What a table needs is computed when it is first read.
std::vector<std::unique_ptr<TraceTable>> queryTables(const trace::Trace &trace);

} // namespace asq::analysis
