#pragma once

#include "core/task.h"

namespace asq {

/// The last state of a machine: where its runner ends.
struct FinalState {
    friend bool operator==(FinalState, FinalState) { return true; }
};

/// What the handler of a state moves on with. The state stands in the token's first message.
template<typename S>
class Transition
{
public:
    explicit Transition(Token token) : m_token(std::move(token)) {}
    /// Goes to state `to` when the handler ends.
    void operator()(S to) const { place(Value(std::move(to))); }
    /// Ends the machine when the handler ends.
    void finish() const { place(Value(FinalState())); }
    const Token &token() const { return m_token; }

private:
    void place(Value state) const
    {
        Messages &messages = m_token.messages();
        if (messages.isEmpty())
            messages.append(std::move(state));
        else
            messages[0] = std::move(state);
    }
    Token m_token;
};

/// One state of a state machine, as a coroutine for a runner: handler(Transition<S>) → Task<> is run each time the machine
/// enters `value`. The machine begins in the state that comes in as the first message, else in the first one listed.
///
///     Runner(kernel)
///         .add(state(kernel, "red", Light::Red, [](Transition<Light> go) -> Task<> { go(Light::Green); co_return; }))
///         .add(state(kernel, "green", Light::Green, …))
///         .start();
template<typename S, typename F>
CoroutineOption state(Kernel &kernel, const char *label, S value, F handler,
                      std::source_location location = std::source_location::current())
{
    const auto body = [value, handler = std::move(handler)](Token token) -> Task<> {
        const Transition<S> transition(token);
        if (token.messages().isEmpty())
            transition(value);
        const auto isFinal = [&token] { return token.messages().value(0).template get<FinalState>() != nullptr; };
        while (!isFinal()) {
            const Value now = token.messages().value(0);
            const S *current = now.template get<S>();
            if (current && *current == value)
                co_await handler(transition);
            if (!isFinal())
                co_yield token;
        }
    };
    return coroutine(kernel, label, body, location);
}

} // namespace asq
