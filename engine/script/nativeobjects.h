#pragma once

#include "core/sequencecore.h"
#include "script/scriptarguments.h"

#include <QJSValue>
#include <QList>

namespace asq::script {

class ScriptHost;

/// A method that sequences of the script have as a function of C++: what a call appends to `sequence`.
struct SequenceMethod {
    const char *name;
    void (*call)(ScriptHost &host, SequenceCore &sequence, const ScriptArguments &arguments);
};
/// A function of the script that is one of C++.
using NativeFunction = QJSValue (*)(ScriptHost &host, const ScriptArguments &arguments);

/// Objects of the script engine whose class is ours: sequences, their methods, functions. They stand in the engine's own heap and
/// hold what they need of the kernel, so that a call costs no lookup of a method by its name, and a sequence no QObject
/// with a wrapper. Together with bridge.cpp the one place that includes private headers of Qt (of 6.4).
class NativeObjects
{
public:
    explicit NativeObjects(ScriptHost &host) : m_host(host) {}
    NativeObjects(const NativeObjects &) = delete;
    NativeObjects &operator=(const NativeObjects &) = delete;

    /// From here on the sequences of a copy of the API have this prototype. Copies come in order. `coreKey` is the symbol
    /// under which a sequence finds itself, also through whatever stands in for it.
    void addPrototype(const QJSValue &prototype, const QJSValue &coreKey);
    /// `sequence` as the programs of that copy see it. Requires: the copy has a prototype.
    QJSValue sequence(const Ref<SequenceCore> &sequence, int copy);
    /// The sequence that a value of the script is, or null; those that a QObject stands behind are not known here.
    Ref<SequenceCore> sequenceOf(const QJSValue &value) const;
    /// The getter of `method` for a prototype: it makes the method of an object when that is first used, bound to it.
    QJSValue getter(const SequenceMethod &method);
    QJSValue function(const char *name, NativeFunction call);

private:
    ScriptHost &m_host;
    QJSValue m_coreKey;
    QList<QJSValue> m_templates; ///< Of the sequences of each copy, one that others take their shape from.
};

} // namespace asq::script
