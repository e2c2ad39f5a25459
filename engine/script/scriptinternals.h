#pragma once

#include "core/sequenceinternals.h"
#include "core/tap.h"
#include "script/scripthost.h"

namespace asq::script {

/// What extensions of the script see of a sequence's inside: `internals(name[, value])`. Lists go out as arrays and come
/// back whole; the prelude makes live views of that.
class ScriptInternals
{
public:
    ScriptInternals(ScriptHost &host, SequenceCore &sequence) : m_host(host), m_internals(sequence) {}

    bool flag(const QString &name) const;
    void setFlag(const QString &name, bool value) const;
    QJSValue list(const QString &name) const;
    void setList(const QString &name, const QJSValue &array) const;

private:
    QJSValue scriptOf(const Ref<Function> &function) const;
    QJSValue scriptOf(const Ref<Step> &step) const;
    ScriptHost &m_host;
    SequenceInternals m_internals;
};

/// A function of the kernel that the script holds.
class FunctionHandle final : public QObject
{
    Q_OBJECT

public:
    FunctionHandle(ScriptHost &host, Ref<Function> function) : m_host(host), m_function(std::move(function)) {}
    const Ref<Function> &function() const { return m_function; }
    Q_INVOKABLE QJSValue call(const QJSValue &arguments);

private:
    ScriptHost &m_host;
    Ref<Function> m_function;
};

/// A step of the kernel that the script holds: a function that takes a trigger first.
class StepHandle final : public QObject
{
    Q_OBJECT

public:
    StepHandle(ScriptHost &host, Ref<Step> step) : m_host(host), m_step(std::move(step)) {}
    const Ref<Step> &step() const { return m_step; }
    Q_INVOKABLE void call(const QJSValue &arguments);

private:
    ScriptHost &m_host;
    Ref<Step> m_step;
};

/// `__tapSequence`: what stands in for a tapped sequence, which may change until somebody asks for it.
class TapHandle final : public QObject
{
    Q_OBJECT

public:
    TapHandle(ScriptHost &host, Ref<Tap> tap) : m_host(host), m_tap(std::move(tap)) {}
    Q_INVOKABLE QJSValue flow();

private:
    ScriptHost &m_host;
    Ref<Tap> m_tap;
    Ref<SequenceCore> m_given;
    QJSValue m_handle;
};

} // namespace asq::script
