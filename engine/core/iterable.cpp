#include "core/iterable.h"

#include <algorithm>

namespace asq {

Ref<Iterable> Iterable::create(Kernel &kernel, Visibility visibility, const QString &label)
{
    const EntityId entity = visibility == Visibility::Shown ? kernel.spawn(EntityKind::IterableSequence, label)
                                                            : EntityId::None;
    return makeRef<Iterable>(kernel, entity);
}

Iterable::~Iterable()
{
    detach();
    for (Iterable *copy : m_copies)
        copy->m_original = nullptr;
}

void Iterable::detach()
{
    if (m_original)
        std::erase(m_original->m_copies, this);
    m_original = nullptr;
}

void Iterable::append(const Ref<Function> &function)
{
    EntityId step = EntityId::None;
    if (m_stepParent != EntityId::None && function->isVisible())
        step = kernel().spawn(EntityKind::Step, function->description().label, m_stepParent,
                              function->description().position);
    m_steps.push_back({function, step});
    for (Iterable *copy : m_copies)
        copy->append(function);
}

void Iterable::val(Ref<Function> function)
{
    if (!m_error.failed && !m_aborted)
        append(function);
}

void Iterable::requestTick()
{
    kernel().executor().post(this, kernel().cause());
}

void Iterable::onError(Ref<Function> handler)
{
    if (m_aborted)
        return;
    m_error.handlers.push_back(std::move(handler));
    requestTick();
}

void Iterable::pipe(Ref<Trigger> trigger)
{
    if (m_aborted)
        return;
    val(makeFunction([trigger](Messages messages) {
        trigger->complete(std::move(messages));
        return Value();
    }));
    onError(makeFunction([trigger](Messages errors) {
        trigger->fail(std::move(errors));
        return Value();
    }));
}

Iterable::Result Iterable::next(Messages arguments)
{
    if (m_error.failed || m_aborted || m_steps.empty()) {
        if (!m_error.failed && !m_aborted && entity() != EntityId::None)
            kernel().announce(EventKind::Completed, entity());
        return {};
    }
    const Ref<Iterable> alive(this);
    const Entry entry = m_steps.take_front();
    Kernel &k = kernel();
    const Position before = k.position();
    if (entry.entity != EntityId::None)
        k.setPosition(entry.function->description().position);
    Result result;
    {
        Slice slice(k, EventKind::Started, entry.entity, k.cause(), arguments);
        try {
            result = {Result::Yielded, entry.function->call(std::move(arguments))};
            if (k.isObserved()) {
                Messages values;
                values.append(result.value);
                k.announce(EventKind::Completed, entry.entity, values);
            }
        } catch (...) {
            Failure failure = Failure::current();
            k.announce(EventKind::Failed, entry.entity, failure.errors);
            raise(std::move(failure.errors));
            result = {Result::Threw, {}};
        }
    }
    k.setPosition(before);
    return result;
}

void Iterable::raise(Messages errors)
{
    if (m_error.failed || m_aborted)
        return;
    for (Value &error : errors)
        m_error.errors.append(std::move(error));
    m_error.failed = true;
    kernel().announce(EventKind::Failed, entity(), m_error.errors);
    detach();
    requestTick();
}

Value Iterable::finish(Value value)
{
    if (m_error.failed || m_aborted)
        value = {};
    abort();
    return value;
}

void Iterable::abort()
{
    if (m_error.failed || m_aborted)
        return;
    m_aborted = true;
    kernel().announce(EventKind::Aborted, entity());
    m_steps.clear();
    m_error.handlers.clear();
    m_error.errors.clear();
    detach();
}

Ref<Iterable> Iterable::duplicate()
{
    const EntityId id = entity() == EntityId::None
        ? EntityId::None
        : kernel().spawn(EntityKind::IterableSequence, QStringLiteral("copy"));
    const Ref<Iterable> copy = makeRef<Iterable>(kernel(), id);
    copy->m_error.handlers = m_error.handlers;
    for (const Entry &entry : m_steps)
        copy->append(entry.function);
    return copy;
}

Ref<Iterable> Iterable::runningCopy(EntityId coroutine)
{
    const Ref<Iterable> copy = makeRef<Iterable>(kernel(), EntityId::None);
    copy->m_stepParent = coroutine;
    copy->m_error.handlers = m_error.handlers;
    for (const Entry &entry : m_steps)
        copy->append(entry.function);
    copy->m_original = this;
    m_copies.push_back(copy.get());
    return copy;
}

void Iterable::defer()
{
    m_error.handlers.push_back(makeFunction([](Messages) { return Value(); }));
}

void Iterable::run(EventId cause)
{
    const Ref<Iterable> alive(this);
    if (m_error.failed && !m_aborted)
        runHandlers(m_error, cause);
}

void Iterable::letGo()
{
    m_steps.clear();
    m_error.handlers.clear();
    m_error.errors.clear();
}

void Iterable::checkInvariants() const
{
    Q_ASSERT(!m_aborted || m_steps.empty());
    Q_ASSERT(m_error.failed || m_error.errors.isEmpty());
    Q_ASSERT(!m_original
             || std::find(m_original->m_copies.begin(), m_original->m_copies.end(), this)
                 != m_original->m_copies.end());
}

Ref<Function> constant(Value value)
{
    return makeFunction([value = std::move(value)](Messages) { return value; });
}

} // namespace asq
