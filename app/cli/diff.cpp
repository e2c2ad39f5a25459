#include "command.h"
#include "console.h"

#include "analysis/eventwords.h"
#include "analysis/rundiff.h"
#include "trace/formats/tracefile.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

// asq diff: where two recordings of a program part, and what follows from it. Exit codes are those of diff: 0 they say
// the same, 1 they differ, 2 something stood in the way.

using namespace asq;
using analysis::EntityNames;
using analysis::ProgramState;
using analysis::RunDiff;
using trace::EntityId;
using trace::EventId;
using trace::Trace;

namespace {

constexpr int Same = 0;
constexpr int Differ = 1;
constexpr int Trouble = 2;
constexpr qsizetype MostTold = 40;

/// One of the two recordings, and how to speak of it.
struct Side {
    Side(const QString &name, const Trace &recording)
        : fileName(name), trace(recording), names(trace),
          end(analysis::StateIndex(trace).at(EventId{quint32(trace.eventCount())}))
    {
    }
    Side(const Side &) = delete;
    Side &operator=(const Side &) = delete;

    QString words(EventId id) const
    {
        return id == EventId::None
            ? QStringLiteral("nothing more")
            : QStringLiteral("#%1 %2").arg(index(id)).arg(analysis::eventWords(trace, names, id));
    }

    QString fileName;
    Trace trace;
    EntityNames names;
    ProgramState end;
};

QString partingText(const Side &a, const Side &b, const RunDiff::Parting &parting, const QString &indent)
{
    return QStringLiteral("%1< %2\n%1> %3\n").arg(indent, a.words(parting.a), b.words(parting.b));
}

QString cutShort(qsizetype count)
{
    return count > MostTold ? QStringLiteral("  and %1 more\n").arg(count - MostTold) : QString();
}

template<typename T>
QList<T> told(const QList<T> &all)
{
    return all.first(std::min(all.size(), MostTold));
}

QString changesText(const Side &a, const Side &b, const RunDiff &diff)
{
    if (diff.changes().isEmpty())
        return {};
    QString text = QStringLiteral("\nWho lives through something else, in the order in which they part\n");
    for (const RunDiff::Change &change : told(diff.changes())) {
        text += QStringLiteral("  %1%2\n")
                    .arg(a.names(change.a),
                         change.follows ? QString() : QStringLiteral(" (not a consequence, as far as causes tell)"));
        text += partingText(a, b, change.parting, QStringLiteral("    "));
    }
    return text + cutShort(diff.changes().size());
}

QString onlyText(const Side &side, const QList<EntityId> &entities)
{
    if (entities.isEmpty())
        return {};
    QString text = QStringLiteral("\nOnly in %1\n").arg(side.fileName);
    for (const EntityId id : told(entities))
        text += QStringLiteral("  %1 %2\n").arg(QLatin1String(name(side.trace.entity(id).kind)), side.names(id));
    return text + cutShort(entities.size());
}

QString linesText(const Side &a, const Side &b, const RunDiff &diff)
{
    if (diff.lines().isEmpty())
        return {};
    QString text = QStringLiteral("\nWhat they write\n");
    for (const RunDiff::Line &line : told(diff.lines())) {
        const bool isInA = line.a != EventId::None;
        const Side &side = isInA ? a : b;
        text += QStringLiteral("  %1 %2\n")
                    .arg(QLatin1Char(isInA ? '<' : '>'))
                    .arg(side.trace.string(side.trace.event(isInA ? line.a : line.b).value));
    }
    return text + cutShort(diff.lines().size());
}

/// Entities that end in another state.
QString endsText(const Side &a, const Side &b, const RunDiff &diff)
{
    QString text;
    for (const RunDiff::Change &change : diff.changes()) {
        if (a.end.entity(change.a).state != b.end.entity(change.b).state)
            text += QStringLiteral("  < %1\n  > %2\n")
                        .arg(analysis::describe(a.trace, a.end, change.a),
                             analysis::describe(b.trace, b.end, change.b));
    }
    return text.isEmpty() ? text : QLatin1String("\nHow they end\n") + text;
}

QString text(const Side &a, const Side &b, const RunDiff &diff)
{
    if (diff.verdict() == RunDiff::Verdict::Same)
        return QStringLiteral("The same: %1 events.\n").arg(a.trace.eventCount());
    QString text = QStringLiteral("< %1, %2 events\n> %3, %4 events\n")
                       .arg(a.fileName)
                       .arg(a.trace.eventCount())
                       .arg(b.fileName)
                       .arg(b.trace.eventCount());
    text += QStringLiteral("\nThe first divergence\n") + partingText(a, b, diff.first(), QStringLiteral("  "));
    text += QStringLiteral("From it follow %1 events of the first recording and %2 of the second.\n")
                .arg(diff.followingInA())
                .arg(diff.followingInB());
    if (diff.verdict() == RunDiff::Verdict::Reordered)
        text += QStringLiteral("\nEverybody lives through the same, only in another order among each other.\n");
    return text + changesText(a, b, diff) + onlyText(a, diff.onlyInA()) + onlyText(b, diff.onlyInB())
        + linesText(a, b, diff) + endsText(a, b, diff);
}

QJsonValue idJson(quint32 id)
{
    return id == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(qint64(id));
}

QJsonObject partingJson(const Side &a, const Side &b, const RunDiff::Parting &parting)
{
    return {{QStringLiteral("a"), idJson(index(parting.a))},
            {QStringLiteral("b"), idJson(index(parting.b))},
            {QStringLiteral("inA"), a.words(parting.a)},
            {QStringLiteral("inB"), b.words(parting.b)}};
}

QByteArray json(const Side &a, const Side &b, const RunDiff &diff)
{
    QJsonArray changes;
    for (const RunDiff::Change &change : diff.changes()) {
        QJsonObject object = partingJson(a, b, change.parting);
        object.insert(QStringLiteral("entityInA"), qint64(index(change.a)));
        object.insert(QStringLiteral("entityInB"), qint64(index(change.b)));
        object.insert(QStringLiteral("name"), a.names(change.a));
        object.insert(QStringLiteral("follows"), change.follows);
        changes.append(object);
    }
    const auto ids = [](const QList<EntityId> &entities) {
        QJsonArray result;
        for (const EntityId id : entities)
            result.append(qint64(index(id)));
        return result;
    };
    QJsonArray lines;
    for (const RunDiff::Line &line : diff.lines()) {
        const Side &side = line.a != EventId::None ? a : b;
        const EventId id = line.a != EventId::None ? line.a : line.b;
        lines.append(QJsonObject{{QStringLiteral("a"), idJson(index(line.a))},
                                 {QStringLiteral("b"), idJson(index(line.b))},
                                 {QStringLiteral("line"), side.trace.string(side.trace.event(id).value)}});
    }
    QJsonObject whole{{QStringLiteral("verdict"), QLatin1String(name(diff.verdict()))},
                      {QStringLiteral("changes"), changes},
                      {QStringLiteral("onlyInA"), ids(diff.onlyInA())},
                      {QStringLiteral("onlyInB"), ids(diff.onlyInB())},
                      {QStringLiteral("lines"), lines},
                      {QStringLiteral("followingInA"), diff.followingInA()},
                      {QStringLiteral("followingInB"), diff.followingInB()}};
    if (diff.verdict() != RunDiff::Verdict::Same)
        whole.insert(QStringLiteral("first"), partingJson(a, b, diff.first()));
    return QJsonDocument(whole).toJson(QJsonDocument::Indented);
}

int trouble(const QString &sentence)
{
    fail(sentence);
    return Trouble;
}

constexpr char helpText[] = R"(Usage: asq diff A B [--json]

Says where two recordings of a program part: the first event that is not the same, who lives through something else
from there on, who exists in one of them only, and what they write. Times are not compared. The exit code is 0 when
they say the same, 1 when they differ, 2 when one cannot be read.

  --json   the same for programs
)";

} // namespace

int diffCommand(Invocation &invocation)
{
    const QCoreApplication application(invocation.argc, invocation.argv);
    QCommandLineParser parser;
    const QCommandLineOption asJson(QStringLiteral("json"));
    const QCommandLineOption help(QStringList{QStringLiteral("h"), QStringLiteral("help")});
    parser.addOptions({asJson, help});
    if (!parser.parse(QStringList{QStringLiteral("asq diff")} + invocation.arguments))
        return trouble(QStringLiteral("diff: ") + parser.errorText());
    if (parser.isSet(help)) {
        print(QLatin1String(helpText));
        return Same;
    }
    const QStringList fileNames = parser.positionalArguments();
    if (fileNames.size() != 2)
        return trouble(QStringLiteral("diff: name two recordings"));
    QList<Trace> traces;
    for (const QString &fileName : fileNames) {
        const trace::Result<trace::TraceFile> file = trace::readTraceFile(fileName);
        if (!file)
            return trouble(QStringLiteral("%1: %2").arg(fileName, file.error().toString()));
        traces.append(file->trace);
    }
    const Side a(fileNames.first(), traces.first());
    const Side b(fileNames.last(), traces.last());
    const RunDiff diff(a.trace, b.trace);
    print(parser.isSet(asJson) ? QString::fromUtf8(json(a, b, diff)) : text(a, b, diff));
    return diff.verdict() == RunDiff::Verdict::Same ? Same : Differ;
}
