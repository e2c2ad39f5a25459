#pragma once

#include "adapt/outside.h"
#include "adapt/sequencefailure.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>

#include <memory>

namespace asq {

namespace typed {

/// Ends the operation as the finished future did.
template<typename T>
void endLike(const Ref<Outside> &outside, QFuture<T> future)
{
    try {
        future.waitForFinished(); // Throws what it holds.
        if constexpr (std::is_void_v<T>) {
            if (!future.isCanceled())
                return outside->complete({});
        } else if (future.resultCount() > 0) {
            if constexpr (std::is_copy_constructible_v<T>)
                return outside->complete(toMessages(future.result()));
            else
                return outside->complete(toMessages(future.takeResult()));
        }
    } catch (...) {
        return outside->fail(OutsideError::ofCurrentException());
    }
    outside->fail({OutsideError::Cancelled, QStringLiteral("the future was cancelled"), 0, {}});
}

template<typename T>
struct FutureMessages {
    using Next = Sequence<T>;
};
template<>
struct FutureMessages<void> {
    using Next = Sequence<>;
};

/// What a sequence of `Ts…` gives as one future: nothing, a value, a tuple.
template<typename... Ts>
using FutureResult = std::conditional_t<sizeof...(Ts) == 0, void, typename One<Ts...>::Type>;

} // namespace typed

/// A sequence of the (first) result of a future. Fails with an OutsideError when it is cancelled, or threw.
template<typename T>
typename typed::FutureMessages<T>::Next fromFuture(Kernel &kernel, QFuture<T> future,
                                                   std::source_location location = std::source_location::current())
{
    const QString label = QStringLiteral("future of %1").arg(typeName(typeid(T)));
    const Ref<Outside> outside = Outside::begin(kernel, label, location);
    const Ref<SequenceCore> sequence = outside->sequence();
    if (future.isFinished()) {
        typed::endLike(outside, std::move(future));
    } else {
        auto *watcher = new QFutureWatcher<T>(outside->context());
        QObject::connect(watcher, &QFutureWatcherBase::finished, outside->context(),
                         [outside, watcher] { typed::endLike(outside, watcher->future()); });
        watcher->setFuture(future);
    }
    return typename typed::FutureMessages<T>::Next(sequence);
}

/// `co_await future`, `.promise(future)`, a future in `gate` and `seq`.
template<typename T>
struct AsSequence<QFuture<T>> {
    using Type = typename typed::FutureMessages<T>::Next;
    static Type of(Kernel &kernel, QFuture<T> future, const std::source_location &location)
    {
        return fromFuture(kernel, std::move(future), location);
    }
};

namespace typed {

/// Keeps a promise, and lets nobody wait for ever: who lets go of it unkept cancels the future, or makes it throw.
template<typename Result>
struct PromiseKeeper {
    enum class Abandoned { Cancels, Throws };
    PromiseKeeper(QPromise<Result> given, Abandoned when) : promise(std::move(given)), abandoned(when)
    {
        promise.start();
    }
    PromiseKeeper(const PromiseKeeper &) = delete;
    PromiseKeeper &operator=(const PromiseKeeper &) = delete;
    ~PromiseKeeper()
    {
        if (kept || abandoned == Abandoned::Cancels)
            return; // The promise itself cancels.
        Messages errors;
        errors.append(Value(OutsideError{OutsideError::Cancelled, QStringLiteral("the sequence was aborted"), 0, {}}));
        fail(std::move(errors));
    }
    void fail(Messages errors)
    {
        promise.setException(SequenceFailure(Error(std::move(errors))));
        finish();
    }
    void finish()
    {
        kept = true;
        promise.finish();
    }
    QPromise<Result> promise;
    Abandoned abandoned;
    bool kept = false;
};

template<typename... Ts>
void keep(const Sequence<Ts...> &sequence, std::shared_ptr<PromiseKeeper<FutureResult<Ts...>>> keeper)
{
    using Result = FutureResult<Ts...>;
    sequence.core()->val(makeFunction([keeper](Messages messages) {
        if constexpr (sizeof...(Ts) == 1)
            keeper->promise.addResult(fromValue<Result>(Value(messages.value(0))));
        else if constexpr (sizeof...(Ts) > 1)
            keeper->promise.addResult(fromMessages<Ts...>(Messages(messages)));
        keeper->finish();
        return Value(MessageWrapper(std::move(messages)));
    }));
    sequence.core()->onError(makeFunction([keeper](Messages errors) {
        keeper->fail(std::move(errors));
        return Value();
    }));
}

} // namespace typed

/// Keeps `promise` with what the sequence passes on here: several messages as a tuple. The sequence goes on with its
/// messages. A failure becomes a SequenceFailure; a sequence that is aborted, or goes with its kernel, cancels the future.
template<typename... Ts>
void fulfil(const Sequence<Ts...> &sequence, QPromise<typed::FutureResult<Ts...>> promise)
{
    using Keeper = typed::PromiseKeeper<typed::FutureResult<Ts...>>;
    typed::keep(sequence, std::make_shared<Keeper>(std::move(promise), Keeper::Abandoned::Cancels));
}

/// The future of what the sequence passes on here; see fulfil().
template<typename... Ts>
QFuture<typed::FutureResult<Ts...>> toFuture(const Sequence<Ts...> &sequence)
{
    QPromise<typed::FutureResult<Ts...>> promise;
    QFuture<typed::FutureResult<Ts...>> future = promise.future();
    fulfil(sequence, std::move(promise));
    return future;
}

} // namespace asq
