// What the prelude calls of the host.
#include "core/reactive.h"
#include "core/tickqueue.h"
#include "script/channelfunctions.h"
#include "script/scriptcallables.h"
#include "script/scripthandles.h"
#include "script/scripthost.h"
#include "script/scriptinternals.h"
#include "script/scriptsteps.h"
#include "script/sequencemethods.h"

namespace asq::script {

QStringList ScriptHost::stepNames() const
{
    QStringList names;
    for (const SequenceMethod &kind : scriptSteps())
        names.append(QLatin1String(kind.name));
    return names;
}

QJSValue ScriptHost::methodGetter(const QString &name)
{
    const SequenceMethod *method = sequenceMethod(name);
    Q_ASSERT_X(method, "ScriptHost::methodGetter", qPrintable(name));
    return m_natives.getter(*method);
}

QJSValue ScriptHost::sequenceFor(QObject *handle, int copy)
{
    return m_natives.sequence(static_cast<SequenceHandle *>(handle)->sequence(), copy);
}

QJSValue ScriptHost::handleFor(const QJSValue &core)
{
    const Ref<SequenceCore> sequence = m_natives.sequenceOf(core);
    return sequence ? m_engine.newQObject(new SequenceHandle(*this, sequence)) : QJSValue();
}

QJSValue ScriptHost::channelFunction(const QString &name)
{
    return script::channelFunction(*this, name);
}

QJSValue ScriptHost::createSequence(const QJSValue &arguments, const QJSValue &label, int copy)
{
    return guarded([&] {
        const TickQueueScope scope(m_kernel, tickQueue(copy));
        updatePosition();
        const QString name = label.isString() ? label.toString()
                                              : bindingOr(describe({}, 0, QStringLiteral("sequence")).label);
        const Ref<SequenceCore> sequence = SequenceCore::create(m_kernel, SequenceCore::Visibility::Shown, name);
        appendSteps(*this, *sequence, listOf(arguments));
        return m_natives.sequence(sequence, copy);
    });
}

QJSValue ScriptHost::createFailed(const QJSValue &errors, int copy)
{
    return guarded([&] {
        const TickQueueScope scope(m_kernel, tickQueue(copy));
        updatePosition();
        const Ref<SequenceCore> sequence = SequenceCore::create(m_kernel, SequenceCore::Visibility::Shown,
                                                                bindingOr(QStringLiteral("failed")));
        sequence->then(makeStep([list = messagesFromScript(errors)](StepRun &) { throw Failure(list); }));
        sequence->defer();
        return m_engine.newQObject(new SequenceHandle(*this, sequence));
    });
}

QJSValue ScriptHost::createIterable(const QJSValue &arguments)
{
    return guarded([&] {
        updatePosition();
        auto *handle = new IterableHandle(*this,
                                          Iterable::create(m_kernel, Iterable::Visibility::Shown,
                                                           bindingOr(QStringLiteral("iterable"))));
        const QJSValue made = m_engine.newQObject(handle);
        handle->val(arguments);
        return made;
    });
}

QJSValue ScriptHost::createReactive(const QJSValue &setup, const QJSValue &api)
{
    return guarded([&] {
        updatePosition();
        const Ref<Function> function = makeRef<ScriptFunction>(*this, api);
        function->setDescription(describe(setup, 0, QStringLiteral("setup")));
        const Ref<Reactive> reactive = makeRef<Reactive>(m_kernel, function, bindingOr(QStringLiteral("reactive")));
        return m_engine.newQObject(new ReactiveHandle(*this, reactive));
    });
}

QJSValue ScriptHost::createStream(const QString &kind, const QJSValue &sources, const QJSValue &predicate)
{
    return guarded([&] {
        updatePosition();
        Sources flows;
        const quint32 count = sources.property(QStringLiteral("length")).toUInt();
        for (quint32 i = 0; i < count; ++i)
            flows.push_back(sequenceOf(sources.property(i)));
        const Description description{bindingOr(kind), m_kernel.position()};
        Ref<Reactive> stream;
        if (kind == QLatin1String("of"))
            stream = streamOf(m_kernel, std::move(flows), description);
        else if (kind == QLatin1String("merge"))
            stream = mergedStream(m_kernel, flows, description);
        else if (kind == QLatin1String("filter"))
            stream = filteredStream(flows.front(),
                                    predicate.isCallable() ? makeRef<ScriptFunction>(*this, predicate)
                                                           : Ref<Function>(),
                                    description);
        else if (kind == QLatin1String("distinct"))
            stream = distinctStream(flows.front(), Distinct::Ever, description);
        else if (kind == QLatin1String("distinctConsecutive"))
            stream = distinctStream(flows.front(), Distinct::Consecutive, description);
        else
            stream = combinedStream(m_kernel, flows,
                                    kind == QLatin1String("zip")             ? Combining::All
                                        : kind == QLatin1String("allLatest") ? Combining::Newest
                                                                             : Combining::Latest,
                                    description);
        return m_engine.newQObject(new ReactiveHandle(*this, stream));
    });
}

QJSValue ScriptHost::createObserved(const QJSValue &dispose)
{
    return guarded([&] {
        updatePosition();
        const Description description{bindingOr(QStringLiteral("fromObservable")), m_kernel.position()};
        return m_engine.newQObject(new ObservedHandle(
            *this, makeRef<ObservedStream>(m_kernel, makeRef<ScriptFunction>(*this, dispose), description)));
    });
}

QJSValue ScriptHost::createChannel(double bufferSize)
{
    return guarded([&] {
        updatePosition();
        const Ref<ValueChannel> channel = makeRef<ValueChannel>(m_kernel, bufferSizeOf(bufferSize),
                                                                bindingOr(QStringLiteral("channel")));
        return m_engine.newQObject(new ChannelHandle(*this, channel));
    });
}

QJSValue ScriptHost::createTimeout(double milliseconds)
{
    return guarded([&] {
        updatePosition();
        const Ref<ValueChannel> channel = makeRef<ValueChannel>(m_kernel, 0, bindingOr(QStringLiteral("timeout")));
        closeAfter(channel, qint64(milliseconds * 1'000'000), m_kernel.position());
        return m_engine.newQObject(new ChannelHandle(*this, channel));
    });
}

QJSValue ScriptHost::alts(const QJSValue &channels, const QJSValue &puts)
{
    return guarded([&] {
        updatePosition();
        const quint32 count = channels.property(QStringLiteral("length")).toUInt();
        std::vector<ValueAction> actions;
        for (quint32 i = 0; i < count; ++i) {
            const QJSValue put = puts.property(i);
            if (!channelOf(channels.property(i))) {
                m_engine.throwError(QJSValue::TypeError,
                                    QStringLiteral("alts(..) wants channels, or [channel, value]"));
                throw Failure(fromScript(m_engine.catchError()));
            }
            actions.push_back({channelOf(channels.property(i)), put.isArray(),
                               put.isArray() ? fromScript(put.property(0)) : Value()});
        }
        return givenBy(*this,
                       asq::alts(m_kernel, std::move(actions), [this, channels, count](std::size_t index, Value value) {
                           const QJSValue channel = index < count ? channels.property(quint32(index)) : channels;
                           return fromScript(m_helpers.pick.call({toScript(value), channel}));
                       }));
    });
}

QJSValue ScriptHost::createGo(const QJSValue &generator, const QJSValue &arguments)
{
    return guarded([&] {
        updatePosition();
        const Ref<GoSource> source = makeRef<GoSource>(
            makeRef<ScriptGoBody>(*this, generator, messagesFromScript(arguments)));
        source->setDescription(describe(generator, 0, QStringLiteral("goroutine")));
        return m_engine.newQObject(new GoHandle(source));
    });
}

QJSValue ScriptHost::createTap(const QJSValue &sequence, int copy)
{
    return guarded([&] {
        updatePosition();
        const TickQueueScope scope(m_kernel, tickQueue(copy));
        const Ref<Flow> flow = sequenceOf(sequence);
        return flow ? m_engine.newQObject(new TapHandle(*this, Tap::create(flow))) : QJSValue();
    });
}

int ScriptHost::addTickQueue()
{
    m_tickQueues.append(m_kernel.addTickQueue());
    return int(m_tickQueues.size()) - 1;
}

Ref<Runnable> ScriptHost::job(const QJSValue &callback, const QString &label)
{
    const EntityId entity = m_kernel.spawn(EntityKind::Handler, label);
    return makeRef<CallbackJob>(
        [this, callback, entity](EventId cause) {
            Slice slice(m_kernel, EventKind::Started, entity, cause);
            try {
                call(callback, {});
            } catch (...) {
                uncaught(Failure::current().value());
            }
        },
        entity);
}

void ScriptHost::schedule(const QJSValue &callback, int copy)
{
    const Ref<Runnable> tick = job(callback, QStringLiteral("scheduled"));
    if (TickQueue *queue = tickQueue(copy))
        queue->post(tick, m_kernel.cause());
    else
        m_kernel.executor().post(tick, m_kernel.cause());
}

void ScriptHost::setImmediate(const QJSValue &callback)
{
    m_kernel.executor().postBatch(job(callback, QStringLiteral("setImmediate")), m_kernel.cause());
}

int ScriptHost::startTimer(const QJSValue &callback, double milliseconds, bool repeat, const QJSValue &arguments)
{
    updatePosition();
    const int id = m_nextTimer++;
    const Ref<Function> function = makeFunction(
        [this, callback, repeat, id, list = messagesFromScript(arguments)](Messages) {
            if (!repeat)
                m_timers.remove(id);
            return fromScript(call(callback, list));
        });
    function->setDescription(
        describe(callback, 0, repeat ? QStringLiteral("setInterval") : QStringLiteral("setTimeout")));
    m_timers.insert(id,
                    Timer::start(m_kernel, function, qint64(milliseconds * 1'000'000),
                                 repeat ? Timer::Repeat::Always : Timer::Repeat::Once,
                                 [this](const Failure &failure) { uncaught(failure.value()); }));
    return id;
}

void ScriptHost::stopTimer(const QJSValue &id)
{
    if (const Ref<Timer> timer = id.isNumber() ? m_timers.take(id.toInt()) : Ref<Timer>())
        timer->cancel();
}

double ScriptHost::now() const
{
    return double(m_kernel.executor().now()) / 1e6;
}

void ScriptHost::print(const QString &line, bool error)
{
    updatePosition();
    m_kernel.log(line, error);
    m_output(line, error);
}

} // namespace asq::script
