#pragma once

#include "adapt/futures.h"

#include <QCoroFuture>
#include <QCoroTask>

namespace asq {

namespace typed {

/// A coroutine of QCoro's that ends the operation as the task ends. It keeps itself; the operation may be over before.
template<typename T>
QCoro::Task<> endsLike(QCoro::Task<T> task, Ref<Outside> outside)
{
    try {
        if constexpr (std::is_void_v<T>) {
            co_await task;
            outside->complete({});
        } else {
            T result = co_await task;
            outside->complete(toMessages(std::move(result)));
        }
    } catch (...) {
        outside->fail(OutsideError::ofCurrentException());
    }
}

} // namespace typed

/// A sequence of what a task of QCoro's gives; `co_await task` in an asq::Task. Fails with an OutsideError (Exception) when
/// the task throws.
template<typename T>
typename typed::FutureMessages<T>::Next fromQCoro(Kernel &kernel, QCoro::Task<T> task,
                                                  std::source_location location = std::source_location::current())
{
    const QString label = QStringLiteral("task of %1").arg(typeName(typeid(T)));
    const Ref<Outside> outside = Outside::begin(kernel, label, location);
    const Ref<SequenceCore> sequence = outside->sequence();
    typed::endsLike(std::move(task), outside);
    return typename typed::FutureMessages<T>::Next(sequence);
}

template<typename T>
struct AsSequence<QCoro::Task<T>> {
    using Type = typename typed::FutureMessages<T>::Next;
    static Type of(Kernel &kernel, QCoro::Task<T> task, const std::source_location &location)
    {
        return fromQCoro(kernel, std::move(task), location);
    }
};

/// For coroutines of QCoro's: `co_await toQCoro(sequence)` gives what the sequence passes on, several messages as a tuple,
/// and throws a SequenceFailure when it fails or is aborted.
template<typename... Ts>
QCoro::Task<typed::FutureResult<Ts...>> toQCoro(Sequence<Ts...> sequence)
{
    using Result = typed::FutureResult<Ts...>;
    using Keeper = typed::PromiseKeeper<Result>;
    QPromise<Result> promise;
    const QFuture<Result> future = promise.future();
    typed::keep(sequence, std::make_shared<Keeper>(std::move(promise), Keeper::Abandoned::Throws));
    if constexpr (sizeof...(Ts) == 0)
        co_await future;
    else
        co_return co_await future;
}

} // namespace asq
