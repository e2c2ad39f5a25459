#pragma once

#include <QJSValue>
#include <QList>
#include <QVarLengthArray>

#include <span>

namespace asq::script {

/// The arguments of a call from the script. Shows what somebody else keeps for as long as the call lasts.
class ScriptArguments
{
public:
    using Storage = QVarLengthArray<QJSValue, 4>;

    ScriptArguments(const QList<QJSValue> &list) : m_values(list.constData(), std::size_t(list.size())) {}
    ScriptArguments(const Storage &list, const void *place = nullptr)
        : m_values(list.constData(), std::size_t(list.size())), m_place(place)
    {
    }
    qsizetype size() const { return qsizetype(m_values.size()); }
    bool isEmpty() const { return m_values.empty(); }
    /// Requires: 0 <= index < size().
    const QJSValue &at(qsizetype index) const { return m_values[std::size_t(index)]; }
    /// The argument, or undefined where there is none.
    QJSValue value(qsizetype index) const { return index < size() ? at(index) : QJSValue(); }
    /// Where the script engine has them; null when that is not known.
    const void *place() const { return m_place; }
    auto begin() const { return m_values.begin(); }
    auto end() const { return m_values.end(); }

private:
    std::span<const QJSValue> m_values;
    const void *m_place = nullptr;
};

} // namespace asq::script
