#include "script/scriptinternals.h"

#include "script/scriptcallables.h"
#include "script/scripthandles.h"

#include <algorithm>
#include <functional>

namespace asq::script {

namespace {

const QString SequenceError = QStringLiteral("seq_error");
const QString SequenceAborted = QStringLiteral("seq_aborted");
const QString StepQueue = QStringLiteral("then_queue");
const QString HandlerQueue = QStringLiteral("or_queue");
const QString SequenceMessages = QStringLiteral("sequence_messages");

/// The members of `known` that `functions` stand for, and new ones for those that are not among them.
template<typename Member, typename ScriptMember>
std::vector<Ref<Member>> membersOf(const QList<QJSValue> &functions, const std::vector<Ref<Member>> &known,
                                   const std::function<Ref<Member>(const QJSValue &)> &make)
{
    std::vector<Ref<Member>> members;
    for (const QJSValue &function : functions) {
        const auto isIt = [&function](const Ref<Member> &member) {
            const auto *script = dynamic_cast<const ScriptMember *>(member.get());
            return script && script->function().strictlyEquals(function);
        };
        const auto found = std::find_if(known.begin(), known.end(), isIt);
        members.push_back(found == known.end() ? make(function) : *found);
    }
    return members;
}

} // namespace

bool ScriptInternals::flag(const QString &name) const
{
    if (name == SequenceError)
        return m_internals.isFailed();
    return name == SequenceAborted ? m_internals.isAborted() : m_internals.isReady();
}

void ScriptInternals::setFlag(const QString &name, bool value) const
{
    if (name == SequenceError)
        m_internals.setFailed(value);
    else if (name == SequenceAborted)
        m_internals.setAborted(value);
    else
        m_internals.setReady(value);
}

QJSValue ScriptInternals::scriptOf(const Ref<Function> &function) const
{
    if (const auto *script = dynamic_cast<const ScriptFunction *>(function.get()))
        return script->function();
    return m_host.adopt(new FunctionHandle(m_host, function));
}

QJSValue ScriptInternals::scriptOf(const Ref<Step> &step) const
{
    if (const auto *script = dynamic_cast<const ScriptStep *>(step.get()))
        return script->function();
    return m_host.adopt(new StepHandle(m_host, step));
}

QJSValue ScriptInternals::list(const QString &name) const
{
    QList<QJSValue> values;
    if (name == StepQueue) {
        for (const Ref<Step> &step : m_internals.steps())
            values.append(scriptOf(step));
    } else if (name == HandlerQueue) {
        for (const Ref<Function> &handler : m_internals.handlers())
            values.append(scriptOf(handler));
    } else {
        return m_host.arrayOf(name == SequenceMessages ? m_internals.messages() : m_internals.errors());
    }
    QJSValue array = m_host.engine().newArray(uint(values.size()));
    for (qsizetype i = 0; i < values.size(); ++i)
        array.setProperty(quint32(i), values.at(i));
    return array;
}

void ScriptInternals::setList(const QString &name, const QJSValue &array) const
{
    if (name == StepQueue) {
        m_internals.setSteps(
            membersOf<Step, ScriptStep>(listOf(array), m_internals.steps(),
                                        [this](const QJSValue &function) { return m_host.stepOf(function); }));
    } else if (name == HandlerQueue) {
        m_internals.handlers() = membersOf<Function, ScriptFunction>(listOf(array), m_internals.handlers(),
                                                                     [this](const QJSValue &function) {
                                                                         return m_host.functionOf(function);
                                                                     });
    } else {
        (name == SequenceMessages ? m_internals.messages() : m_internals.errors()) = m_host.messagesFromScript(array);
    }
}

QJSValue FunctionHandle::call(const QJSValue &arguments)
{
    return m_host.guarded([&] { return m_host.toScript(m_function->call(m_host.messagesFromScript(arguments))); });
}

namespace {

/// A run of a step that the script calls, with a trigger of the script's.
class CalledRun final : public StepRun
{
public:
    CalledRun(Kernel &kernel, Slice &slice, Messages &messages, Ref<Trigger> done)
        : StepRun(kernel, slice, messages), m_done(std::move(done))
    {
    }
    void complete(Messages result) override { m_done->complete(std::move(result)); }

private:
    Ref<Trigger> makeTrigger() override { return m_done; }
    Ref<Trigger> m_done;
};

} // namespace

void StepHandle::call(const QJSValue &arguments)
{
    m_host.guarded([&] {
        QList<QJSValue> values = listOf(arguments);
        const Ref<Trigger> done = m_host.triggerOf(values.isEmpty() ? QJSValue() : values.takeFirst());
        Messages messages;
        for (const QJSValue &value : std::as_const(values))
            messages.append(m_host.fromScript(value));
        Slice slice(m_host.kernel(), EventKind::Started, EntityId::None, m_host.kernel().cause());
        CalledRun run(m_host.kernel(), slice, messages, done);
        m_step->run(run);
    });
}

QJSValue TapHandle::flow()
{
    if (m_given != m_tap->flow()) {
        m_given = m_tap->flow();
        m_handle = m_host.engine().newQObject(new SequenceHandle(m_host, m_given));
    }
    return m_handle;
}

} // namespace asq::script
