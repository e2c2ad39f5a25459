#pragma once

#include "core/trigger.h"

#include <QJSValue>

#include <memory>
#include <optional>
#include <span>

QT_BEGIN_NAMESPACE
class QJSEngine;
namespace QV4 {
struct FunctionObject;
struct Object;
class PersistentValue;
} // namespace QV4
QT_END_NAMESPACE

namespace asq::script {

class ScriptHost;

/// The crossings between C++ and the script engine that are made for each step, below the engine's public interface:
/// a call costs a third there, and a function made in C++ a twentieth of an object with invokable methods. The only file
/// that includes private headers of Qt (of 6.4; the calls are few, and each has a public counterpart).
class Bridge
{
public:
    explicit Bridge(ScriptHost &host);
    ~Bridge();
    Bridge(const Bridge &) = delete;
    Bridge &operator=(const Bridge &) = delete;

    /// What a call gave: the result, or what was thrown, also when that is no error object.
    struct Outcome {
        QJSValue value;
        bool threw = false;
        bool done = false; ///< Of an iterator.
    };
    /// Requires: function.isCallable(). More arguments than the engine has room for are a RangeError.
    Outcome call(const QJSValue &function, const QJSValue &self, std::span<const QJSValue> arguments);
    enum class Method : quint8 { Next, Throw };
    /// iterator.next(argument) or iterator.throw(argument).
    Outcome advance(const QJSValue &iterator, Method method, const QJSValue &argument);

    /// The call that is happening, with its arguments there, stands in `generator`, of the engine's own kind, which yields
    /// what the call gives and does nothing else with it.
    bool isYieldedBy(const QJSValue &generator, const void *arguments) const;

    /// `object[key]` for one of the keys below; undefined when `value` is no object or the getter throws.
    enum class Key : quint8 { Brand, Handle, Then, Push, Shift };
    QJSValue property(const QJSValue &value, Key key) const;
    /// The same, with what the getter threw.
    Outcome read(const QJSValue &value, Key key) const;
    bool isTruthy(const QJSValue &value, Key key) const;
    /// The C++ object behind `value[Handle]`, or null.
    QObject *handleOf(const QJSValue &value) const;
    /// `value instanceof Error`, by what it inherits from.
    static bool isError(const QJSValue &value);
    /// The elements of an array, or of what has a length.
    static QList<QJSValue> elementsOf(const QJSValue &array);

    /// The symbol under which the prelude keeps handles.
    void setHandleKey(const QJSValue &symbol) { m_handleKey = symbol; }

    /// `trigger` as a program calls it: a function with `fail`, `abort` and `errfcb`.
    QJSValue triggerFunction(const Ref<Trigger> &trigger);

private:
    const QJSValue &nameOf(Key key) const;
    void findNext();
    const QV4::FunctionObject *nextOf(const QV4::Object &generator);
    ScriptHost &m_host;
    QJSValue m_brandKey;
    QJSValue m_thenKey;
    QJSValue m_pushKey;
    QJSValue m_shiftKey;
    QJSValue m_handleKey;
    QJSValue m_triggerTemplate;
    /// Where the engine's prototype of all generators has `next`, while it has the shape that it came with.
    std::optional<uint> m_nextSlot;
    std::unique_ptr<QV4::PersistentValue> m_generatorShape; ///< Kept, or another shape might stand in its place.
    QJSValue m_resultTemplate; ///< What next() of the engine's own generators gives; undefined if it looks otherwise.
};

} // namespace asq::script
