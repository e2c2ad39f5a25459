#pragma once

#include "adapt/kernelcontext.h"
#include "adapt/outside.h"

#include <QMetaMethod>
#include <QPointer>

#include <string_view>

namespace asq {

namespace typed {

/// The last parameter of signals that only their class may emit, such as QTimer::timeout.
template<typename T>
constexpr bool isPrivateSignal()
{
    return std::string_view(__PRETTY_FUNCTION__).find("QPrivateSignal") != std::string_view::npos;
}

template<typename Done, typename... Ts>
struct SignalMessages;
template<typename... Ds>
struct SignalMessages<std::tuple<Ds...>> {
    using Next = Sequence<Ds...>;
    using Events = EventSequence<Ds...>;
    template<typename Call>
    static auto handler(Call call)
    {
        return [call = std::move(call)](const Ds &...values) { call(values...); };
    }
};
template<typename... Ds, typename T, typename... Ts>
struct SignalMessages<std::tuple<Ds...>, T, Ts...>
    : std::conditional_t<isPrivateSignal<T>(), SignalMessages<std::tuple<Ds...>>,
                         SignalMessages<std::tuple<Ds..., std::remove_cvref_t<T>>, Ts...>> {};

} // namespace typed

/// What shows of a signal: "Sensor::opened".
QString signalLabel(const QMetaMethod &signal);

/// A sequence of the arguments of the next `signal` of `sender`; it listens at once. Fails when the sender is destroyed
/// first. The signal may come from another thread.
template<typename Sender, typename Class, typename... As>
auto nextSignal(Kernel &kernel, Sender *sender, void (Class::*signal)(As...),
                std::source_location location = std::source_location::current())
{
    using Arguments = typed::SignalMessages<std::tuple<>, As...>;
    const QString label = signalLabel(QMetaMethod::fromSignal(signal));
    const Ref<Outside> outside = Outside::begin(kernel, label, location);
    if (sender) {
        QObject::connect(sender, signal, outside->context(), Arguments::handler([outside](const auto &...values) {
                             outside->complete(typed::toMessages(values...));
                         }));
        outside->endsWith(sender, QStringLiteral("the sender of ") + label);
    } else {
        outside->fail({OutsideError::Destroyed, QStringLiteral("there is no sender of ") + label, 0, {}});
    }
    return typename Arguments::Next(outside->sequence());
}

/// What nextSignal() makes, for `co_await signal(sender, &Sender::opened)` and where sequences are taken. It listens from
/// when it is awaited.
template<typename Class, typename... As>
struct SignalWait {
    QPointer<const QObject> sender;
    void (Class::*signal)(As...);
};
template<typename Sender, typename Class, typename... As>
    requires std::is_convertible_v<Sender *, const Class *>
SignalWait<Class, As...> signal(const Sender *sender, void (Class::*signal)(As...))
{
    return {sender, signal};
}
template<typename Class, typename... As>
struct AsSequence<SignalWait<Class, As...>> {
    using Type = typename typed::SignalMessages<std::tuple<>, As...>::Next;
    static Type of(Kernel &kernel, const SignalWait<Class, As...> &wait, const std::source_location &location)
    {
        const Class *sender = static_cast<const Class *>(wait.sender.data());
        return nextSignal(kernel, const_cast<Class *>(sender), wait.signal, location);
    }
};

/// A reactive sequence whose events are the signals: each starts its steps anew. Ends its connection when it is stopped;
/// stops when the sender is destroyed.
///
///     signalEvents(kernel, button, &QPushButton::clicked).steps().val([](bool) { … });
template<typename Sender, typename Class, typename... As>
auto signalEvents(Kernel &kernel, Sender *sender, void (Class::*signal)(As...),
                  std::source_location location = std::source_location::current())
{
    using Arguments = typed::SignalMessages<std::tuple<>, As...>;
    using Events = typename Arguments::Events;
    const QByteArray label = signalLabel(QMetaMethod::fromSignal(signal)).toUtf8();
    const QPointer<Sender> source(sender);
    const auto connect = [&kernel, source, signal](const Events &events) {
        if (!source)
            return;
        const Ref<KernelContext> context = KernelContext::make(kernel);
        const auto push = Arguments::handler([events](const auto &...values) { events.push(values...); });
        QObject::connect(source.data(), signal, context->object(), push);
        QObject::connect(source.data(), &QObject::destroyed, context->object(), [events] { events.stop(); });
        events.onTeardown([context] { context->drop(); });
    };
    return Events(kernel, label.constData(), named("connect", connect, location), location);
}

} // namespace asq
