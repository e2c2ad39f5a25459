#include "command.h"
#include "console.h"
#include "inspection.h"

#include <QCommandLineParser>
#include <QCoreApplication>

// asq inspect: what a recording holds, for people or as JSON, as a whole or at one instant.

using namespace asq;
using trace::EventId;

namespace {

constexpr char helpText[] = R"(Usage: asq inspect TRACE [--at N | --why N | --path FROM..TO] [--json]

Says what a recording holds: its entities with their state at the end, what is conspicuous in it, who waits for whom,
how long its steps took, its events one a line, and what in it contradicts itself.

  --at N          the state just after event N instead, and who waits for whom then
  --why N         the causes of event N instead, back to where they began
  --path FROM..TO what the time between two events was spent on instead, each entity's share first
  --json          the same for programs (not with --why and --path)
)";

struct Question {
    QString fileName;
    std::optional<quint32> at;
    std::optional<quint32> why;
    std::optional<std::pair<quint32, quint32>> path;
    bool asJson = false;
};

std::optional<quint32> numberIn(const QString &text)
{
    bool ok = false;
    const quint32 number = text.toUInt(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

trace::Result<Question> questionIn(const QCommandLineParser &parser)
{
    Question question;
    if (parser.positionalArguments().size() != 1)
        return trace::Error{QStringLiteral("name one recording")};
    question.fileName = parser.positionalArguments().first();
    question.asJson = parser.isSet(QStringLiteral("json"));
    const auto asked = [&parser](const char *name) { return parser.isSet(QLatin1String(name)); };
    if (asked("at") + asked("why") + asked("path") > 1 || (question.asJson && (asked("why") || asked("path"))))
        return trace::Error{QStringLiteral("--at, --why and --path are one at a time, and only --at goes with --json")};
    if (asked("at") && !(question.at = numberIn(parser.value(QStringLiteral("at")))))
        return trace::Error{QStringLiteral("--at takes the number of an event")};
    if (asked("why") && !(question.why = numberIn(parser.value(QStringLiteral("why")))))
        return trace::Error{QStringLiteral("--why takes the number of an event")};
    if (asked("path")) {
        const QStringList ends = parser.value(QStringLiteral("path")).split(QStringLiteral(".."));
        const std::optional<quint32> from = numberIn(ends.value(0));
        const std::optional<quint32> to = numberIn(ends.value(1));
        if (ends.size() != 2 || !from || !to)
            return trace::Error{QStringLiteral("--path takes the numbers of two events: FROM..TO")};
        question.path = {*from, *to};
    }
    return question;
}

int answer(const Question &question, const trace::TraceFile &file)
{
    const quint32 count = quint32(file.trace.eventCount());
    QList<quint32> numbers;
    if (question.why)
        numbers = {*question.why};
    if (question.path)
        numbers = {question.path->first, question.path->second};
    for (const quint32 number : numbers) {
        if (number < 1 || number > count)
            return fail(QStringLiteral("inspect: there is no event %1; the last one is %2").arg(number).arg(count));
    }
    if (question.at.value_or(0) > count)
        return fail(QStringLiteral("inspect: there is no event %1; the last one is %2").arg(*question.at).arg(count));
    const Inspection inspection(question.fileName, file, EventId{question.at.value_or(count)});
    if (question.why)
        print(whyText(inspection, EventId{*question.why}));
    else if (question.path)
        print(pathText(inspection, EventId{question.path->first}, EventId{question.path->second}));
    else
        print(question.asJson ? QString::fromUtf8(inspectionJson(inspection)) : inspectionText(inspection));
    return 0;
}

} // namespace

int inspectCommand(Invocation &invocation)
{
    const QCoreApplication application(invocation.argc, invocation.argv);
    QCommandLineParser parser;
    const QCommandLineOption help(QStringList{QStringLiteral("h"), QStringLiteral("help")});
    const auto option = [](const char *name, const char *value) {
        return QCommandLineOption(QLatin1String(name), QString(), QLatin1String(value));
    };
    parser.addOptions({option("json", ""), option("at", "N"), option("why", "N"), option("path", "FROM..TO"), help});
    if (!parser.parse(QStringList{QStringLiteral("asq inspect")} + invocation.arguments))
        return fail(QStringLiteral("inspect: ") + parser.errorText());
    if (parser.isSet(help)) {
        print(QLatin1String(helpText));
        return 0;
    }
    const trace::Result<Question> question = questionIn(parser);
    if (!question)
        return fail(QStringLiteral("inspect: ") + question.error().text);
    const trace::Result<trace::TraceFile> file = trace::readTraceFile(question->fileName);
    if (!file)
        return fail(QStringLiteral("%1: %2").arg(question->fileName, file.error().toString()));
    return answer(*question, *file);
}
