#include "analysis/rules/rulelist.h"

namespace asq::analysis {

std::vector<std::unique_ptr<Rule>> makeRules()
{
    std::vector<std::unique_ptr<Rule>> rules;
    rules.push_back(deadlockRule());
    rules.push_back(neverSettledRule());
    rules.push_back(unhandledErrorRule());
    rules.push_back(settledTwiceRule());
    rules.push_back(lostMessageRule());
    rules.push_back(valueLeftRule());
    rules.push_back(starvedBranchRule());
    rules.push_back(gapRule());
    return rules;
}

} // namespace asq::analysis
