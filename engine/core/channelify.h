#pragma once

#include "core/channel.h"
#include "core/wrap.h"

namespace asq {

/// Makes of a function that takes callbacks, or gives a Task, one that gives channels: each call gives a channel with room
/// for its one result, which is put there when it comes. A failure closes the channel: the take gives nothing.
///
///     const auto request = channelify(kernel, "request", fetch);
///     const std::optional<QByteArray> body = co_await request(url).take();
///
/// See wrap() for the functions that it takes. The result of the function is one value.
template<CallbackForm Form = CallbackForm::ErrorFirst, ParameterOrder Order = ParameterOrder::ParametersFirst,
         typename F>
auto channelify(Kernel &kernel, const char *label, F function)
{
    return [&kernel, name = QByteArray(label),
            wrapped = wrap<Form, Order>(kernel, label, std::move(function))](auto &&...arguments) {
        using Result = typename typed::SlotOf<typename decltype(wrapped)::Next>::Type;
        const Channel<Result> channel(kernel, name.constData(), 1);
        wrapped(std::forward<decltype(arguments)>(arguments)...)
            .val([channel](Result result) { channel.putAsync(std::move(result)); })
            .onError([channel](const Error &) { channel.close(); });
        return channel;
    };
}

} // namespace asq
