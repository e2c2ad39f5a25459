// Generator Coroutine: two coroutines take turns, and pass each other messages in the token.
#include "stage.h"

#include "core/typedrunner.h"

using namespace asq;

int main()
{
    Stage stage;
    Runner(stage.kernel)
        .coroutine("first",
                   [&stage](Token token) -> Task<> {
                       co_yield token; // The other one first.
                       const QString page = token.message<QString>(0);
                       token.messages().clear();
                       const auto answer = stage.request(page); // Under way from here on.
                       co_yield token;
                       token.append(co_await answer);
                   })
        .coroutine("second",
                   [&stage](Token token) -> Task<std::tuple<QString, QString>> {
                       const QString page = token.message<QString>(0);
                       token.setMessages("page one");
                       co_yield token; // To the first, with a message for it.
                       const auto answer = stage.request(page);
                       co_yield token;
                       token.append(co_await answer);
                       co_return std::tuple(token.message<QString>(0), token.message<QString>(1));
                   })
        .start(QStringLiteral("page two"))
        .as<QString, QString>()
        .val([](QString one, QString two) { Stage::print(one + QLatin1String(" and ") + two); });
    stage.run();
}
