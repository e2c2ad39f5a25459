// Values cross as QJSValue, which is what the rest of the layer knows; what is saved is the way there: lists of arguments
// on the heap, property names looked up as text, a try block in script around each call (the engine itself knows whether
// something was thrown), and a QObject with its wrapper and four closures for every trigger.
//
// A trigger is an object of a class of our own in the engine's heap, a function whose call lands here. Its reference to the
// kernel's trigger is given back when the engine's collector destroys it.
#include "script/bridge.h"

#include "script/scripthost.h"

#include <private/qjsvalue_p.h>
#include <private/qv4arrayobject_p.h>
#include <private/qv4engine_p.h>
#include <private/qv4functionobject_p.h>
#include <private/qv4generatorobject_p.h>
#include <private/qv4instr_moth_p.h>
#include <private/qv4jscall_p.h>
#include <private/qv4mm_p.h>
#include <private/qv4object_p.h>
#include <private/qv4persistent_p.h>
#include <private/qv4qobjectwrapper_p.h>
#include <private/qv4scopedvalue_p.h>
#include <private/qv4stackframe_p.h>
#include <private/qv4symbol_p.h>

namespace asq::script {
namespace {
enum class Verb : quint8 { Complete, Fail, Abort, ErrorFirst };
constexpr const char *nameOf(Verb verb)
{
    return verb == Verb::Fail ? "fail" : verb == Verb::Abort ? "abort" : "errfcb";
}
} // namespace
} // namespace asq::script

QT_BEGIN_NAMESPACE
namespace QV4 {
namespace Heap {
struct AsqTrigger : FunctionObject {
    void init(QV4::ExecutionContext *context, asq::script::ScriptHost *scriptHost, asq::Trigger *kernelTrigger,
              asq::script::Verb what)
    {
        FunctionObject::init(context);
        host = scriptHost;
        trigger = kernelTrigger;
        verb = what;
        trigger->ref();
    }
    void destroy()
    {
        trigger->deref();
        FunctionObject::destroy();
    }
    asq::script::ScriptHost *host;
    asq::Trigger *trigger;
    asq::script::Verb verb;
};
} // namespace Heap

struct AsqTrigger : FunctionObject {
    V4_OBJECT2(AsqTrigger, FunctionObject)
    V4_NEEDS_DESTROY

    static ReturnedValue virtualCall(const FunctionObject *function, const Value *self, const Value *arguments,
                                     int count);
};
DEFINE_OBJECT_VTABLE(AsqTrigger);

namespace {

Heap::FunctionObject *makeTrigger(ExecutionEngine *engine, asq::script::ScriptHost *host, asq::Trigger *trigger,
                                  asq::script::Verb verb)
{
    Scope scope(engine);
    ScopedContext context(scope, engine->rootContext());
    Scoped<InternalClass> shape(scope, AsqTrigger::defaultInternalClass(engine));
    shape = shape->changeVTable(AsqTrigger::staticVTable());
    Scoped<AsqTrigger> made(scope, engine->memoryManager->allocObject<AsqTrigger>(shape, context, host, trigger, verb));
    return made->d();
}

/// `done.fail` and its like: made when first asked for, and from then on a property of that trigger.
template<asq::script::Verb V>
ReturnedValue verbOf(const FunctionObject *getter, const Value *self, const Value *, int)
{
    Scope scope(getter);
    Scoped<AsqTrigger> trigger(scope, self->as<AsqTrigger>());
    if (!trigger)
        return Encode::undefined();
    ScopedFunctionObject made(scope, makeTrigger(scope.engine, trigger->d()->host, trigger->d()->trigger, V));
    ScopedString key(scope, scope.engine->newIdentifier(QLatin1String(nameOf(V))));
    trigger->insertMember(key, made);
    return made->asReturnedValue();
}

} // namespace

ReturnedValue AsqTrigger::virtualCall(const FunctionObject *function, const Value *, const Value *arguments, int count)
{
    const Heap::AsqTrigger *data = static_cast<const AsqTrigger *>(function)->d();
    asq::script::ScriptHost &host = *data->host;
    const asq::script::Verb verb = data->verb;
    const asq::Ref<asq::Trigger> trigger(data->trigger);
    host.guarded([&] {
        host.updatePosition();
        asq::Messages messages;
        for (int i = 0; i < count; ++i)
            messages.append(host.fromScript(QJSValuePrivate::fromReturnedValue(arguments[i].asReturnedValue())));
        switch (verb) {
        case asq::script::Verb::Complete: trigger->complete(std::move(messages)); break;
        case asq::script::Verb::Fail: trigger->fail(std::move(messages)); break;
        case asq::script::Verb::Abort: trigger->abort(); break;
        case asq::script::Verb::ErrorFirst: trigger->errorFirst(std::move(messages)); break;
        }
    });
    return Encode::undefined();
}

} // namespace QV4
QT_END_NAMESPACE

namespace asq::script {

namespace {

QV4::ExecutionEngine *engineOf(ScriptHost &host)
{
    return host.engine().handle();
}

/// The result of a call, or what it threw.
Bridge::Outcome settled(QV4::Scope &scope, QV4::ScopedValue &result)
{
    if (!scope.engine->hasException)
        return {QJSValuePrivate::fromReturnedValue(result->asReturnedValue()), false, false};
    QV4::ScopedValue error(scope, scope.engine->catchException());
    return {QJSValuePrivate::fromReturnedValue(error->asReturnedValue()), true, false};
}

/// The engine takes the room for arguments without asking. A quarter of what is left is for who is called.
bool hasRoomFor(const QV4::ExecutionEngine &engine, std::size_t arguments)
{
    const std::ptrdiff_t room = engine.jsStackLimit - engine.jsStackTop;
    return std::ptrdiff_t(arguments) <= room - room / 4;
}

class NobodysTrigger final : public Trigger
{
public:
    void complete(Messages) override {}
    void fail(Messages) override {}
    void abort() override {}
    bool isOver() const override { return true; }
    bool isAborted() const override { return true; }
};

QJSValue keyOf(ScriptHost &host, const char *name)
{
    QV4::Scope scope(engineOf(host));
    QV4::ScopedString text(scope, scope.engine->newIdentifier(QLatin1String(name)));
    return QJSValuePrivate::fromReturnedValue(text->asReturnedValue());
}

/// A trigger that all others take their shape from, with the getters of its three properties.
QJSValue makeTemplate(ScriptHost &host)
{
    QV4::Scope scope(engineOf(host));
    QV4::Scoped<QV4::AsqTrigger> made(scope,
                                      QV4::makeTrigger(scope.engine, &host, makeRef<NobodysTrigger>().get(),
                                                       Verb::Complete));
    const auto add = [&](Verb verb, QV4::VTable::Call getter) {
        QV4::ScopedString key(scope, scope.engine->newIdentifier(QLatin1String(nameOf(verb))));
        QV4::ScopedProperty property(scope);
        QV4::ScopedFunctionObject function(scope,
                                           QV4::FunctionObject::createBuiltinFunction(scope.engine, key, getter, 0));
        property->setGetter(function);
        property->setSetter(nullptr);
        made->insertMember(key, property, QV4::Attr_Accessor);
    };
    add(Verb::Fail, QV4::verbOf<Verb::Fail>);
    add(Verb::Abort, QV4::verbOf<Verb::Abort>);
    add(Verb::ErrorFirst, QV4::verbOf<Verb::ErrorFirst>);
    return QJSValuePrivate::fromReturnedValue(made->asReturnedValue());
}

constexpr uint ValueSlot = 0;
constexpr uint DoneSlot = 1;

/// What a generator's next() gives has one shape, whose two slots need no looking up. One such object, kept so that its
/// shape is; undefined if the slots are not where they are thought to be.
QJSValue makeResultTemplate(ScriptHost &host)
{
    const QJSValue made = host.engine().evaluate(QStringLiteral("(function* () { yield 1; })().next()"));
    const auto *result = QJSValuePrivate::asManagedType<QV4::Object>(&made);
    const bool isAsThought = result && result->internalClass()->size == 2
        && result->propertyData(ValueSlot)->isInteger() && result->propertyData(DoneSlot)->isBoolean();
    return isAsThought ? made : QJSValue();
}

} // namespace

Bridge::Bridge(ScriptHost &host)
    : m_host(host), m_brandKey(keyOf(host, "__ASQ__")), m_thenKey(keyOf(host, "then")), m_pushKey(keyOf(host, "push")),
      m_shiftKey(keyOf(host, "shift")), m_triggerTemplate(makeTemplate(host)),
      m_generatorShape(std::make_unique<QV4::PersistentValue>()), m_resultTemplate(makeResultTemplate(host))
{
    findNext();
}

Bridge::~Bridge() = default;

void Bridge::findNext()
{
    QV4::ExecutionEngine *engine = engineOf(m_host);
    const QV4::Object *prototype = engine->generatorPrototype();
    QV4::Scope scope(engine);
    QV4::ScopedValue next(scope, prototype->get(engine->id_next()));
    m_generatorShape->set(engine, prototype->internalClass());
    for (uint i = 0; i < prototype->internalClass()->size && !m_nextSlot; ++i)
        if (prototype->propertyData(i)->rawValue() == next->rawValue())
            m_nextSlot = i;
}

/// `next` of a generator that inherits it as generators do, found without looking it up; else null.
const QV4::FunctionObject *Bridge::nextOf(const QV4::Object &generator)
{
    if (!m_nextSlot || generator.vtable()->type != QV4::Managed::Type_GeneratorObject)
        return nullptr;
    const QV4::Object *base = generator.engine()->generatorPrototype();
    if (base->internalClass() != m_generatorShape->valueRef()->heapObject()) {
        m_nextSlot = {}; // somebody changes it: no shape is to be trusted any more
        return nullptr;
    }
    const QV4::Heap::Object *above = generator.internalClass()->prototype;
    const bool isPlain = generator.internalClass()->size == 0 && above && above->internalClass->size == 0
        && above->internalClass->prototype == base->d();
    return isPlain ? base->propertyData(*m_nextSlot)->as<QV4::FunctionObject>() : nullptr;
}

QJSValue Bridge::triggerFunction(const Ref<Trigger> &trigger)
{
    QV4::Scope scope(engineOf(m_host));
    QV4::ScopedObject shape(scope, QJSValuePrivate::asManagedType<QV4::Object>(&m_triggerTemplate));
    QV4::ScopedContext context(scope, scope.engine->rootContext());
    QV4::Heap::InternalClass *members = shape->internalClass();
    QV4::Scoped<QV4::AsqTrigger> made(scope,
                                      scope.engine->memoryManager->allocObject<QV4::AsqTrigger>(members, context,
                                                                                                &m_host, trigger.get(),
                                                                                                Verb::Complete));
    for (uint i = 0; i < members->size; ++i)
        made->setProperty(scope.engine, i, *shape->propertyData(i));
    return QJSValuePrivate::fromReturnedValue(made->asReturnedValue());
}

Bridge::Outcome Bridge::call(const QJSValue &function, const QJSValue &self, std::span<const QJSValue> arguments)
{
    QV4::Scope scope(engineOf(m_host));
    QV4::ScopedFunctionObject callee(scope, QJSValuePrivate::asManagedType<QV4::FunctionObject>(&function));
    if (!hasRoomFor(*scope.engine, arguments.size())) {
        QV4::ScopedValue nothing(scope, scope.engine->throwRangeError(QStringLiteral("too many arguments")));
        return settled(scope, nothing);
    }
    QV4::JSCallArguments data(scope, int(arguments.size()));
    *data.thisObject = QJSValuePrivate::convertToReturnedValue(scope.engine, self);
    for (std::size_t i = 0; i < arguments.size(); ++i)
        data.args[i] = QJSValuePrivate::convertToReturnedValue(scope.engine, arguments[i]);
    QV4::ScopedValue result(scope, callee->call(data));
    return settled(scope, result);
}

Bridge::Outcome Bridge::advance(const QJSValue &iterator, Method method, const QJSValue &argument)
{
    QV4::Scope scope(engineOf(m_host));
    QV4::ExecutionEngine *engine = scope.engine;
    QV4::ScopedObject object(scope, QJSValuePrivate::asManagedType<QV4::Object>(&iterator));
    QV4::ScopedValue result(scope, QV4::Encode::undefined());
    QV4::ScopedFunctionObject callee(scope);
    if (object && method == Method::Next)
        if (const QV4::FunctionObject *next = nextOf(*object))
            callee = next->d();
    if (object && !callee)
        callee = object->get(method == Method::Next ? engine->id_next() : engine->id_throw());
    if (!engine->hasException && !callee)
        result = engine->throwTypeError(QStringLiteral("an iterator was expected, with next(..)"));
    if (!engine->hasException) {
        QV4::JSCallArguments data(scope, 1);
        *data.thisObject = object;
        data.args[0] = QJSValuePrivate::convertToReturnedValue(engine, argument);
        result = callee->call(data);
    }
    if (!engine->hasException && !result->isObject())
        result = engine->throwTypeError(QStringLiteral("next(..) of an iterator gives an object"));
    QV4::ScopedObject step(scope, result);
    if (engine->hasException)
        return settled(scope, result);
    const auto *known = QJSValuePrivate::asManagedType<QV4::Object>(&m_resultTemplate);
    if (known && known->internalClass() == step->internalClass())
        return {QJSValuePrivate::fromReturnedValue(step->propertyData(ValueSlot)->asReturnedValue()), false,
                step->propertyData(DoneSlot)->toBoolean()};
    QV4::ScopedValue done(scope, step->get(engine->id_done()));
    if (!engine->hasException)
        result = step->get(engine->id_value());
    Outcome outcome = settled(scope, result);
    outcome.done = !outcome.threw && done->toBoolean();
    return outcome;
}

// The frame that calls into C++ is the topmost one, and stands at the instruction after the call. A call from a generator
// or function within this one, or in a larger expression, has another frame or instruction there. Where a function of the
// engine's calls (`yield channels.map(take)`), it brings the arguments from elsewhere; only `call` hands on those of the
// frame, and that gives back what it gets.
bool Bridge::isYieldedBy(const QJSValue &generator, const void *arguments) const
{
    using QV4::Moth::Instr;
    const auto *object = QJSValuePrivate::asManagedType<QV4::Object>(&generator);
    if (!object || object->vtable()->type != QV4::Managed::Type_GeneratorObject)
        return false;
    const QV4::Heap::GeneratorObject *state = static_cast<const QV4::GeneratorObject *>(object)->d();
    const QV4::CppStackFrame *frame = object->engine()->currentStackFrame;
    if (frame != &static_cast<const QV4::JSTypesStackFrame &>(state->cppFrame))
        return false;
    const auto *place = static_cast<const QV4::Value *>(arguments);
    const auto *registers = reinterpret_cast<const QV4::Value *>(state->cppFrame.jsFrame);
    const uint size = QV4::JSTypesStackFrame::requiredJSStackFrameSize(frame->v4Function);
    if (place < registers || place >= registers + size)
        return false;
    const char *next = frame->v4Function->codeData + frame->instructionPointer;
    return Instr::narrowInstructionType(Instr::unpack(reinterpret_cast<const uchar *>(next))) == Instr::Type::Yield;
}

const QJSValue &Bridge::nameOf(Key key) const
{
    switch (key) {
    case Key::Brand: return m_brandKey;
    case Key::Then: return m_thenKey;
    case Key::Push: return m_pushKey;
    case Key::Shift: return m_shiftKey;
    case Key::Handle: break;
    }
    return m_handleKey;
}

Bridge::Outcome Bridge::read(const QJSValue &value, Key key) const
{
    const auto *object = QJSValuePrivate::asManagedType<QV4::Object>(&value);
    if (!object)
        return {};
    QV4::Scope scope(object->engine());
    QV4::ScopedStringOrSymbol id(scope, QJSValuePrivate::asManagedType<QV4::StringOrSymbol>(&nameOf(key)));
    QV4::ScopedValue result(scope, object->get(id));
    return settled(scope, result);
}

QJSValue Bridge::property(const QJSValue &value, Key key) const
{
    Outcome outcome = read(value, key);
    return outcome.threw ? QJSValue() : std::move(outcome.value);
}

bool Bridge::isTruthy(const QJSValue &value, Key key) const
{
    return property(value, key).toBool();
}

bool Bridge::isError(const QJSValue &value)
{
    const auto *object = QJSValuePrivate::asManagedType<QV4::Object>(&value);
    if (!object)
        return false;
    const QV4::Heap::Object *error = object->engine()->errorPrototype()->d();
    const QV4::Heap::Object *above = object->internalClass()->prototype;
    while (above && above != error)
        above = above->internalClass->prototype;
    return above;
}

QObject *Bridge::handleOf(const QJSValue &value) const
{
    const auto *object = QJSValuePrivate::asManagedType<QV4::Object>(&value);
    if (!object)
        return nullptr;
    QV4::Scope scope(object->engine());
    QV4::ScopedStringOrSymbol id(scope, QJSValuePrivate::asManagedType<QV4::StringOrSymbol>(&m_handleKey));
    QV4::ScopedValue result(scope, object->get(id));
    if (scope.engine->hasException) {
        scope.engine->catchException();
        return nullptr;
    }
    const auto *wrapper = result->as<QV4::QObjectWrapper>();
    return wrapper ? wrapper->object() : nullptr;
}

QList<QJSValue> Bridge::elementsOf(const QJSValue &array)
{
    QList<QJSValue> elements;
    const auto *object = QJSValuePrivate::asManagedType<QV4::Object>(&array);
    if (!object)
        return elements;
    QV4::Scope scope(object->engine());
    const auto length = uint(object->getLength());
    elements.reserve(qsizetype(length));
    for (uint i = 0; i < length; ++i) {
        const QV4::Scope one(scope.engine); // or all of them stand on the engine's stack
        QV4::ScopedValue element(one, object->get(i));
        elements.append(QJSValuePrivate::fromReturnedValue(element->asReturnedValue()));
    }
    return elements;
}

} // namespace asq::script
