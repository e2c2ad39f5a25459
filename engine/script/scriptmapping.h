#pragma once

#include "core/map.h"
#include "script/scripthost.h"

namespace asq::script {

/// The arguments of `map`: an array and a function, in either order; what is missing comes with the messages.
class ScriptMapping final : public Mapping
{
public:
    ScriptMapping(ScriptHost &host, QJSValue items, QJSValue each)
        : m_host(host), m_items(std::move(items)), m_each(std::move(each)), m_position(host.kernel().position())
    {
    }
    std::vector<Segment> segments(Messages &messages) override;
    Value collected(Messages results) override { return Value(m_host.arrayOf(results)); }

private:
    ScriptHost &m_host;
    QJSValue m_items;
    QJSValue m_each;
    Position m_position;
};

} // namespace asq::script
