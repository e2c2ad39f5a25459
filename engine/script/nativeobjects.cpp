// What each class below needs of the engine: a heap layout (namespace Heap), a table of what it does, and a shape (the engine's
// "internal class") that says which properties stand in which slot. The shape of sequences is taken from a template, so
// that making one is an allocation and a store. Shapes are collected like everything else there: whoever takes one stands in
// a Scoped until an object has it, for making that object may collect. References to the kernel's objects are given back when the collector
// destroys the script's; what the script's hold of each other is marked.
#include "script/nativeobjects.h"

#include "script/scripthandles.h"
#include "script/scripthost.h"

#include <private/qjsvalue_p.h>
#include <private/qv4engine_p.h>
#include <private/qv4functionobject_p.h>
#include <private/qv4mm_p.h>
#include <private/qv4object_p.h>
#include <private/qv4scopedvalue_p.h>
#include <private/qv4symbol_p.h>

QT_BEGIN_NAMESPACE
namespace QV4 {
namespace Heap {

struct AsqSequence : Object {
    void init(asq::SequenceCore *kernelSequence)
    {
        Object::init();
        sequence = kernelSequence;
        if (sequence)
            sequence->ref();
    }
    void destroy()
    {
        if (sequence)
            sequence->deref();
        Object::destroy();
    }
    asq::SequenceCore *sequence;
};

#define AsqMethodMembers(class, Member) Member(class, Pointer, Object *, self)
DECLARE_HEAP_OBJECT(AsqMethod, FunctionObject)
{
    DECLARE_MARKOBJECTS(AsqMethod)
    void init(QV4::ExecutionContext * context, QV4::Object * object, asq::script::ScriptHost * scriptHost,
              asq::SequenceCore * kernelSequence, const asq::script::SequenceMethod *what)
    {
        FunctionObject::init(context);
        self.set(internalClass->engine, object->d());
        host = scriptHost;
        sequence = kernelSequence;
        method = what;
        sequence->ref();
    }
    void destroy()
    {
        sequence->deref();
        FunctionObject::destroy();
    }
    asq::script::ScriptHost *host;
    asq::SequenceCore *sequence;
    const asq::script::SequenceMethod *method;
};

struct AsqGetter : FunctionObject {
    void init(QV4::ExecutionContext *context, asq::script::ScriptHost *scriptHost,
              const asq::script::SequenceMethod *what)
    {
        FunctionObject::init(context);
        host = scriptHost;
        method = what;
    }
    asq::script::ScriptHost *host;
    const asq::script::SequenceMethod *method;
};

struct AsqFunction : FunctionObject {
    void init(QV4::ExecutionContext *context, QV4::String *name, asq::script::ScriptHost *scriptHost,
              asq::script::NativeFunction what)
    {
        FunctionObject::init(context, name);
        host = scriptHost;
        native = what;
    }
    asq::script::ScriptHost *host;
    asq::script::NativeFunction native;
};

} // namespace Heap

struct AsqSequence : Object {
    V4_OBJECT2(AsqSequence, Object)
    V4_NEEDS_DESTROY
};
DEFINE_OBJECT_VTABLE(AsqSequence);

struct AsqMethod : FunctionObject {
    V4_OBJECT2(AsqMethod, FunctionObject)
    V4_NEEDS_DESTROY
    static ReturnedValue virtualCall(const FunctionObject *function, const Value *self, const Value *arguments,
                                     int count);
};
DEFINE_OBJECT_VTABLE(AsqMethod);

struct AsqGetter : FunctionObject {
    V4_OBJECT2(AsqGetter, FunctionObject)
    static ReturnedValue virtualCall(const FunctionObject *function, const Value *self, const Value *arguments,
                                     int count);
};
DEFINE_OBJECT_VTABLE(AsqGetter);

struct AsqFunction : FunctionObject {
    V4_OBJECT2(AsqFunction, FunctionObject)
    static ReturnedValue virtualCall(const FunctionObject *function, const Value *self, const Value *arguments,
                                     int count);
};
DEFINE_OBJECT_VTABLE(AsqFunction);

namespace {

asq::script::ScriptArguments::Storage gathered(const Value *arguments, int count)
{
    asq::script::ScriptArguments::Storage list;
    for (int i = 0; i < count; ++i)
        list.append(QJSValuePrivate::fromReturnedValue(arguments[i].asReturnedValue()));
    return list;
}

template<typename Kind, typename... Args>
Heap::FunctionObject *makeFunction(ExecutionEngine *engine, Args &&...args)
{
    Scope scope(engine);
    ScopedContext context(scope, engine->rootContext());
    Scoped<InternalClass> shape(scope, Kind::defaultInternalClass(engine));
    shape = shape->changeVTable(Kind::staticVTable());
    Scoped<Kind> made(scope, engine->memoryManager->allocObject<Kind>(shape, context, std::forward<Args>(args)...));
    return made->d();
}

} // namespace

ReturnedValue AsqMethod::virtualCall(const FunctionObject *function, const Value *, const Value *arguments, int count)
{
    const Heap::AsqMethod *data = static_cast<const AsqMethod *>(function)->d();
    asq::script::ScriptHost &host = *data->host;
    Scope scope(function);
    ScopedObject self(scope, data->self);
    const asq::Ref<asq::SequenceCore> sequence(data->sequence);
    const asq::script::SequenceMethod &method = *data->method;
    host.guarded([&] { method.call(host, *sequence, gathered(arguments, count)); });
    return self->asReturnedValue();
}

ReturnedValue AsqGetter::virtualCall(const FunctionObject *function, const Value *self, const Value *, int)
{
    const Heap::AsqGetter *data = static_cast<const AsqGetter *>(function)->d();
    asq::script::ScriptHost &host = *data->host;
    const asq::script::SequenceMethod *method = data->method;
    Scope scope(function);
    ScopedObject object(scope, self->as<Object>());
    if (!object)
        return Encode::undefined();
    const asq::Ref<asq::SequenceCore> sequence = host.plainSequenceOf(
        QJSValuePrivate::fromReturnedValue(object->asReturnedValue()));
    if (!sequence)
        return Encode::undefined();
    ScopedFunctionObject made(scope,
                              makeFunction<AsqMethod>(scope.engine, object.getPointer(), &host, sequence.get(),
                                                      method));
    ScopedString key(scope, scope.engine->newIdentifier(QLatin1String(method->name)));
    if (object->as<AsqSequence>()) {
        object->insertMember(key, made);
    } else {
        ScopedProperty property(scope);
        property->value = made->asReturnedValue();
        object->defineOwnProperty(key->toPropertyKey(), property, Attr_Data);
    }
    return made->asReturnedValue();
}

ReturnedValue AsqFunction::virtualCall(const FunctionObject *function, const Value *, const Value *arguments, int count)
{
    const Heap::AsqFunction *data = static_cast<const AsqFunction *>(function)->d();
    asq::script::ScriptHost &host = *data->host;
    const asq::script::NativeFunction native = data->native;
    const QJSValue result = host.guarded([&] { return native(host, {gathered(arguments, count), arguments}); });
    return QJSValuePrivate::convertToReturnedValue(function->engine(), result);
}

} // namespace QV4
QT_END_NAMESPACE

namespace asq::script {

namespace {
QV4::ExecutionEngine *engineOf(ScriptHost &host)
{
    return host.engine().handle();
}
} // namespace

void NativeObjects::addPrototype(const QJSValue &prototype, const QJSValue &coreKey)
{
    m_coreKey = coreKey;
    QV4::Scope scope(engineOf(m_host));
    QV4::ScopedObject above(scope, QJSValuePrivate::asManagedType<QV4::Object>(&prototype));
    QV4::ScopedStringOrSymbol key(scope, QJSValuePrivate::asManagedType<QV4::StringOrSymbol>(&coreKey));
    QV4::Scoped<QV4::InternalClass> shape(scope, QV4::AsqSequence::defaultInternalClass(scope.engine));
    shape = shape->changeVTable(QV4::AsqSequence::staticVTable());
    shape = shape->changePrototype(above->d());
    QV4::Scoped<QV4::AsqSequence> made(scope,
                                       scope.engine->memoryManager->allocObject<QV4::AsqSequence>(shape, nullptr));
    made->insertMember(key, made, QV4::Attr_ReadOnly);
    m_templates.append(QJSValuePrivate::fromReturnedValue(made->asReturnedValue()));
}

QJSValue NativeObjects::sequence(const Ref<SequenceCore> &sequence, int copy)
{
    QV4::Scope scope(engineOf(m_host));
    const auto *shape = QJSValuePrivate::asManagedType<QV4::Object>(&m_templates.at(copy));
    QV4::Scoped<QV4::AsqSequence> made(
        scope, scope.engine->memoryManager->allocObject<QV4::AsqSequence>(shape->internalClass(), sequence.get()));
    made->setProperty(scope.engine, 0, made->d());
    return QJSValuePrivate::fromReturnedValue(made->asReturnedValue());
}

Ref<SequenceCore> NativeObjects::sequenceOf(const QJSValue &value) const
{
    if (const auto *sequence = QJSValuePrivate::asManagedType<QV4::AsqSequence>(&value))
        return Ref<SequenceCore>(sequence->d()->sequence);
    const auto *object = QJSValuePrivate::asManagedType<QV4::Object>(&value);
    if (!object)
        return {};
    QV4::Scope scope(object->engine());
    QV4::ScopedStringOrSymbol key(scope, QJSValuePrivate::asManagedType<QV4::StringOrSymbol>(&m_coreKey));
    QV4::ScopedValue core(scope, object->get(key));
    if (scope.engine->hasException)
        scope.engine->catchException();
    const auto *sequence = core->as<QV4::AsqSequence>();
    return sequence ? Ref<SequenceCore>(sequence->d()->sequence) : Ref<SequenceCore>();
}

QJSValue NativeObjects::getter(const SequenceMethod &method)
{
    QV4::Scope scope(engineOf(m_host));
    QV4::ScopedFunctionObject made(scope, QV4::makeFunction<QV4::AsqGetter>(scope.engine, &m_host, &method));
    return QJSValuePrivate::fromReturnedValue(made->asReturnedValue());
}

QJSValue NativeObjects::function(const char *name, NativeFunction call)
{
    QV4::Scope scope(engineOf(m_host));
    QV4::ScopedString text(scope, scope.engine->newIdentifier(QLatin1String(name)));
    QV4::ScopedFunctionObject made(scope,
                                   QV4::makeFunction<QV4::AsqFunction>(scope.engine, text.getPointer(), &m_host, call));
    return QJSValuePrivate::fromReturnedValue(made->asReturnedValue());
}

} // namespace asq::script
