#pragma once

#include "core/messagelist.h"
#include "core/refcounted.h"

namespace asq {

/// Several messages held as one value (`ASQ.messages`). Spread into its content where a step returns or throws it;
/// a value like any other where a trigger is called with it. Immutable and shared.
class MessageWrapper
{
public:
    explicit MessageWrapper(Messages messages) : m_body(makeRef<Body>(std::move(messages))) {}
    const Messages &messages() const { return m_body->messages; }
    friend bool operator==(const MessageWrapper &a, const MessageWrapper &b) { return a.m_body == b.m_body; }

private:
    struct Body : RefCounted {
        explicit Body(Messages &&list) : messages(std::move(list)) {}
        const Messages messages;
    };
    Ref<Body> m_body;
};

template<>
inline constexpr bool isRelocatable<MessageWrapper> = true;
template<>
struct ValueTraits<MessageWrapper> {
    static QString summary(const MessageWrapper &wrapper, int budget);
    static QString detail(const MessageWrapper &wrapper, DetailLimits limits);
    static bool truthy(const MessageWrapper &) { return true; }
    static bool isError(const MessageWrapper &) { return false; }
    static bool equal(const MessageWrapper &a, const MessageWrapper &b) { return a == b; }
};

/// One value for a list: the message itself, a wrapper of several, undefined for none.
Value wrapped(const Messages &messages);
Value wrapped(Messages &&messages);
/// The list that a returned or thrown value stands for: the content of a wrapper, else the value itself.
Messages spread(Value &&value);
/// The messages as a text for people, separated by commas, of about `budget` characters.
QString summary(const Value *values, qsizetype count, int budget);

/// What user code throws, carried through the kernel. A language's adapter throws it out of Step::run,
/// Function::call and Coroutine::resume; anything else thrown there is turned into one by the kernel.
class Failure
{
public:
    explicit Failure(Value error) : wrapper(error.get<MessageWrapper>()), errors(spread(std::move(error))) {}
    explicit Failure(Messages list) : errors(std::move(list)) {}
    /// The failure that the exception being handled stands for. Requires: called in a catch block.
    static Failure current();

    /// The errors as the one value that was thrown.
    Value value() const { return wrapper ? Value(MessageWrapper(errors)) : wrapped(errors); }

    bool wrapper = false; ///< A wrapper was thrown.
    Messages errors;
    Value stack; ///< Where an error object came from, as a text, for handlers that follow; undefined if unknown.
};

} // namespace asq
