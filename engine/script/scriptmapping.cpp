#include "script/scriptmapping.h"

#include "script/scripthandles.h"

namespace asq::script {

namespace {

QJSValue takeFirst(ScriptHost &host, Messages &messages)
{
    if (messages.isEmpty())
        return {};
    const QJSValue first = host.toScript(messages.front());
    messages.takeFirst();
    return first;
}

} // namespace

std::vector<Segment> ScriptMapping::segments(Messages &messages)
{
    QJSValue each = m_each.toBool() ? m_each : takeFirst(m_host, messages);
    QJSValue items = m_items.toBool() ? m_items : takeFirst(m_host, messages);
    if (items.isCallable() && each.isArray())
        std::swap(items, each);
    if (!items.isArray()) {
        m_host.engine().throwError(QJSValue::TypeError,
                                   QStringLiteral("map needs an array and a function, as arguments or messages; got %1")
                                       .arg(Value(items).summary(60)));
        throw Failure(m_host.fromScript(m_host.engine().catchError()));
    }
    std::vector<Segment> segments;
    const QList<QJSValue> list = listOf(items);
    for (qsizetype i = 0; i < list.size(); ++i) {
        const Ref<Step> step = makeStep([&host = m_host, each, item = list.at(i)](StepRun &run) {
            QVarLengthArray<QJSValue, 4> arguments{item, host.triggerFunction(run.trigger())};
            for (const Value &message : run.messages)
                arguments.append(host.toScript(message));
            host.callWith(each, std::span<const QJSValue>(arguments.constData(), std::size_t(arguments.size())));
        });
        step->setDescription({QStringLiteral("item %1").arg(i + 1), m_position});
        segments.push_back({step});
    }
    return segments;
}

} // namespace asq::script
