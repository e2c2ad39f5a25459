#pragma once

#include "analysis/rules/rule.h"

#include <memory>
#include <vector>

namespace asq::analysis {

// One line a rule, here and in rulelist.cpp; each is defined in the file of its name.
std::unique_ptr<Rule> deadlockRule();
std::unique_ptr<Rule> neverSettledRule();
std::unique_ptr<Rule> unhandledErrorRule();
std::unique_ptr<Rule> settledTwiceRule();
std::unique_ptr<Rule> lostMessageRule();
std::unique_ptr<Rule> valueLeftRule();
std::unique_ptr<Rule> starvedBranchRule();
std::unique_ptr<Rule> gapRule();

/// All rules, afresh, in the order in which their findings are told.
std::vector<std::unique_ptr<Rule>> makeRules();

} // namespace asq::analysis
