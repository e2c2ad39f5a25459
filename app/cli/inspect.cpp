#include "command.h"
#include "console.h"

#include "analysis/lanes.h"
#include "analysis/programstate.h"
#include "trace/formats/textsyntax.h"
#include "trace/formats/textwriter.h"
#include "trace/formats/tracefile.h"
#include "trace/traceverifier.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

// asq inspect: what a recording holds, for people or as JSON. Both are made from the same parts, each a function below.

using namespace asq;
using trace::Entity;
using trace::EntityId;
using trace::Event;
using trace::EventId;
using trace::LocationId;
using trace::Trace;

namespace {

struct Recording {
    QString fileName;
    QString form;
    Trace trace;
    analysis::ProgramState end;
    QList<trace::Contradiction> contradictions;
    std::array<int, trace::EventKindCount> counts = {};
};

Recording looked(const QString &fileName, const trace::TraceFile &file)
{
    Recording recording{fileName, file.form, file.trace, {}, trace::TraceVerifier::verify(file.trace), {}};
    for (const Event &event : file.trace.events())
        ++recording.counts.at(std::size_t(event.kind));
    for (quint32 i = 1; i <= quint32(file.trace.eventCount()); ++i)
        recording.end.apply(file.trace, EventId{i});
    return recording;
}

QString placeOf(const Trace &trace, LocationId id)
{
    if (id == LocationId::Unknown)
        return {};
    const trace::Location &location = trace.location(id);
    const QString file = location.file < quint32(trace.files().size()) ? trace.files().at(location.file).name
                                                                       : QStringLiteral("?");
    return QStringLiteral("%1:%2:%3").arg(file).arg(location.line).arg(location.column);
}

/// "3 events", "1 event".
QString counted(qsizetype count, const char *thing)
{
    return QStringLiteral("%1 %2%3").arg(count).arg(QLatin1String(thing), QLatin1String(count == 1 ? "" : "s"));
}

QString headText(const Recording &recording)
{
    const Trace &trace = recording.trace;
    QStringList entities;
    entities.append(counted(trace.eventCount(), "event"));
    entities.append(QStringLiteral("%1 %2")
                        .arg(trace.entityCount() - 1)
                        .arg(QLatin1String(trace.entityCount() == 2 ? "entity" : "entities")));
    entities.append(counted(trace.files().size(), "program text"));
    entities.append(trace.virtualClock() ? QStringLiteral("virtual clock") : QStringLiteral("real clock"));
    if (trace.eventCount() > 0)
        entities.append(trace::text::duration(trace.events().last().programTime) + QLatin1String(" long"));
    QString text =
        QStringLiteral("%1: %2 form, %3\n").arg(recording.fileName, recording.form, entities.join(QLatin1String(", ")));
    for (const QString &remark : trace.remarks())
        text += QLatin1String("remark: ") + remark + u'\n';
    for (const trace::SourceFile &file : trace.files())
        text += QStringLiteral("program text: %1, %2\n").arg(file.name, counted(file.text.count(u'\n'), "line"));
    return text;
}

QString countsText(const Recording &recording)
{
    QString text = QStringLiteral("\nEvents by kind\n");
    for (int kind = 0; kind < trace::EventKindCount; ++kind) {
        if (const int count = recording.counts.at(std::size_t(kind)))
            text += QStringLiteral("  %1 %2\n").arg(count, 8).arg(QLatin1String(name(trace::EventKind(kind))));
    }
    return text;
}

/// The tree of entities, each with its state at the end; those that still wait say for what.
QString entitiesText(const Recording &recording)
{
    const Trace &trace = recording.trace;
    QString text = QStringLiteral("\nEntities, and their state at the end\n");
    const QList<analysis::Lane> lanes = analysis::lanes(trace);
    for (const analysis::Lane &lane : lanes) {
        const Entity &entity = trace.entity(lane.entity);
        const analysis::State state = recording.end.entity(lane.entity).state;
        const QString label = trace.label(lane.entity);
        QString line = QString(2 + 2 * lane.depth, u' ') + QLatin1String(name(entity.kind));
        if (!label.isEmpty())
            line += QStringLiteral(" `%1`").arg(label);
        if (const QString place = placeOf(trace, entity.location); !place.isEmpty())
            line += QLatin1String(" at ") + place;
        line += QLatin1String(": ");
        const bool waits = state == analysis::State::Blocked || state == analysis::State::Waiting;
        if (waits || entity.kind == trace::EntityKind::Channel)
            line += analysis::describe(trace, recording.end, lane.entity)
                        .mid(analysis::displayName(trace, lane.entity).size() + 1);
        else
            line += QLatin1String(name(state));
        text += line + u'\n';
    }
    return text;
}

QString eventsText(const Recording &recording)
{
    trace::TextOptions options;
    options.numbers = true;
    options.files = false;
    return QLatin1String("\nEvents\n") + writeText(recording.trace, options);
}

QString contradictionsText(const Recording &recording)
{
    if (recording.contradictions.isEmpty())
        return QStringLiteral("\nNothing in it contradicts itself.\n");
    QString text = QStringLiteral("\nContradictions\n");
    for (const trace::Contradiction &contradiction : recording.contradictions)
        text += QLatin1String("  ") + trace::TraceVerifier::toString(contradiction) + u'\n';
    return text;
}

QJsonValue locationJson(const Trace &trace, LocationId id)
{
    if (id == LocationId::Unknown)
        return QJsonValue::Null;
    const trace::Location &location = trace.location(id);
    return QJsonObject{{QStringLiteral("file"), qint64(location.file)},
                       {QStringLiteral("line"), qint64(location.line)},
                       {QStringLiteral("column"), qint64(location.column)}};
}

QJsonArray entitiesJson(const Recording &recording)
{
    const Trace &trace = recording.trace;
    QJsonArray result;
    for (quint32 i = 1; i < quint32(trace.entityCount()); ++i) {
        const Entity &entity = trace.entity(EntityId{i});
        const analysis::EntityState state = recording.end.entity(EntityId{i});
        result.append(QJsonObject{
            {QStringLiteral("id"), qint64(i)},
            {QStringLiteral("kind"), QLatin1String(name(entity.kind))},
            {QStringLiteral("label"), trace.string(entity.label)},
            {QStringLiteral("parent"), qint64(index(entity.parent))},
            {QStringLiteral("path"), trace.spawnPath(EntityId{i})},
            {QStringLiteral("location"), locationJson(trace, entity.location)},
            {QStringLiteral("state"), QLatin1String(name(state.state))},
            {QStringLiteral("sentence"), analysis::describe(trace, recording.end, EntityId{i})},
        });
    }
    return result;
}

/// What an event does not say is left out.
QJsonArray eventsJson(const Trace &trace)
{
    QJsonArray result;
    for (qsizetype i = 0; i < trace.eventCount(); ++i) {
        const Event &event = trace.event(i);
        QJsonObject object{
            {QStringLiteral("number"), i + 1},
            {QStringLiteral("kind"), QLatin1String(name(event.kind))},
            {QStringLiteral("entity"), qint64(index(event.entity))},
            {QStringLiteral("programTime"), event.programTime},
            {QStringLiteral("realTime"), event.realTime},
        };
        if (event.cause != EventId::None)
            object.insert(QStringLiteral("cause"), qint64(index(event.cause)));
        if (event.other != EntityId::None)
            object.insert(QStringLiteral("other"), qint64(index(event.other)));
        if (event.reason != trace::WaitReason::None)
            object.insert(QStringLiteral("reason"), QLatin1String(name(event.reason)));
        if (event.value != trace::StringId::Empty)
            object.insert(QStringLiteral("value"), trace.string(event.value));
        if (event.count != 0)
            object.insert(QStringLiteral("count"), qint64(event.count));
        if (event.location != LocationId::Unknown)
            object.insert(QStringLiteral("location"), locationJson(trace, event.location));
        result.append(object);
    }
    return result;
}

QByteArray json(const Recording &recording)
{
    QJsonObject counts;
    for (int kind = 0; kind < trace::EventKindCount; ++kind) {
        if (const int count = recording.counts.at(std::size_t(kind)))
            counts.insert(QLatin1String(name(trace::EventKind(kind))), count);
    }
    QJsonArray files;
    for (const trace::SourceFile &file : recording.trace.files())
        files.append(QJsonObject{{QStringLiteral("name"), file.name}, {QStringLiteral("text"), file.text}});
    QJsonArray contradictions;
    for (const trace::Contradiction &contradiction : recording.contradictions)
        contradictions.append(QJsonObject{{QStringLiteral("event"), qint64(index(contradiction.event))},
                                          {QStringLiteral("text"), contradiction.text}});
    return QJsonDocument(QJsonObject{
                             {QStringLiteral("file"), recording.fileName},
                             {QStringLiteral("form"), recording.form},
                             {QStringLiteral("virtualClock"), recording.trace.virtualClock()},
                             {QStringLiteral("remarks"), QJsonArray::fromStringList(recording.trace.remarks())},
                             {QStringLiteral("files"), files},
                             {QStringLiteral("counts"), counts},
                             {QStringLiteral("entities"), entitiesJson(recording)},
                             {QStringLiteral("events"), eventsJson(recording.trace)},
                             {QStringLiteral("contradictions"), contradictions},
                         })
        .toJson(QJsonDocument::Indented);
}

constexpr char helpText[] = R"(Usage: asq inspect TRACE [--json]

Says what a recording (in the native or the text form) holds: its entities with their state at the end, its events one
a line, and what in it contradicts itself.

  --json   the same for programs
)";

} // namespace

int inspectCommand(Invocation &invocation)
{
    const QCoreApplication application(invocation.argc, invocation.argv);
    QCommandLineParser parser;
    const QCommandLineOption asJson(QStringLiteral("json"));
    const QCommandLineOption help(QStringList{QStringLiteral("h"), QStringLiteral("help")});
    parser.addOptions({asJson, help});
    if (!parser.parse(QStringList{QStringLiteral("asq inspect")} + invocation.arguments))
        return fail(QStringLiteral("inspect: ") + parser.errorText());
    if (parser.isSet(help)) {
        print(QLatin1String(helpText));
        return 0;
    }
    if (parser.positionalArguments().size() != 1)
        return fail(QStringLiteral("inspect: name one recording"));
    const QString fileName = parser.positionalArguments().first();
    const trace::Result<trace::TraceFile> file = trace::readTraceFile(fileName);
    if (!file)
        return fail(QStringLiteral("%1: %2").arg(fileName, file.error().toString()));
    const Recording recording = looked(fileName, *file);
    if (parser.isSet(asJson)) {
        print(QString::fromUtf8(json(recording)));
        return 0;
    }
    print(headText(recording) + countsText(recording) + entitiesText(recording) + eventsText(recording)
          + contradictionsText(recording));
    return 0;
}
