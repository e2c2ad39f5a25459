#include "inspection.h"

#include "analysis/rules/findings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

// asq inspect for programs: the same sections as in words.

using namespace asq;
using trace::Entity;
using trace::EntityId;
using trace::Event;
using trace::EventId;
using trace::LocationId;
using trace::Trace;

namespace {

QJsonValue locationJson(const Trace &trace, LocationId id)
{
    if (id == LocationId::Unknown)
        return QJsonValue::Null;
    const trace::Location &location = trace.location(id);
    return QJsonObject{{QStringLiteral("file"), qint64(location.file)},
                       {QStringLiteral("line"), qint64(location.line)},
                       {QStringLiteral("column"), qint64(location.column)}};
}

QJsonArray entitiesJson(const Inspection &inspection)
{
    const Trace &trace = inspection.trace;
    QJsonArray result;
    for (quint32 i = 1; i < quint32(trace.entityCount()); ++i) {
        const Entity &entity = trace.entity(EntityId{i});
        const analysis::EntityState state = inspection.state.entity(EntityId{i});
        result.append(QJsonObject{
            {QStringLiteral("id"), qint64(i)},
            {QStringLiteral("kind"), QLatin1String(name(entity.kind))},
            {QStringLiteral("label"), trace.string(entity.label)},
            {QStringLiteral("parent"), qint64(index(entity.parent))},
            {QStringLiteral("path"), trace.spawnPath(EntityId{i})},
            {QStringLiteral("location"), locationJson(trace, entity.location)},
            {QStringLiteral("state"), QLatin1String(name(state.state))},
            {QStringLiteral("sentence"), analysis::describe(trace, inspection.state, EntityId{i})},
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

template<typename Id>
QJsonArray idsJson(const QList<Id> &ids)
{
    QJsonArray result;
    for (const Id id : ids)
        result.append(qint64(index(id)));
    return result;
}

QJsonObject waitJson(const Inspection &inspection, EntityId id)
{
    return {{QStringLiteral("entity"), qint64(index(id))},
            {QStringLiteral("chain"), idsJson(analysis::waitChain(inspection.waits, id))},
            {QStringLiteral("forEver"), inspection.waits.isStuck(id)},
            {QStringLiteral("sentence"), analysis::waitSentence(inspection.waits, inspection.names, id)}};
}

QJsonArray findingsJson(const Inspection &inspection)
{
    QJsonArray result;
    const QList<analysis::Finding> findings = analysis::findingsOf(inspection.trace, inspection.end);
    for (const analysis::Finding &finding : findings)
        result.append(QJsonObject{{QStringLiteral("kind"), QLatin1String(name(finding.kind))},
                                  {QStringLiteral("severity"), QLatin1String(name(finding.severity))},
                                  {QStringLiteral("entities"), idsJson(finding.entities)},
                                  {QStringLiteral("events"), idsJson(finding.events)},
                                  {QStringLiteral("explanation"), finding.explanation}});
    return result;
}

QJsonObject distributionJson(const analysis::Distribution &values)
{
    QJsonArray histogram;
    for (int i = 0; i < analysis::Distribution::BucketCount; ++i) {
        if (const quint32 count = values.buckets().at(std::size_t(i)))
            histogram.append(QJsonObject{{QStringLiteral("below"), double(quint64(2) << i)},
                                         {QStringLiteral("count"), qint64(count)}});
    }
    return {{QStringLiteral("count"), values.count()},      {QStringLiteral("total"), values.total()},
            {QStringLiteral("least"), values.smallest()},   {QStringLiteral("median"), values.percentile(50)},
            {QStringLiteral("p90"), values.percentile(90)}, {QStringLiteral("p99"), values.percentile(99)},
            {QStringLiteral("most"), values.largest()},     {QStringLiteral("histogram"), histogram}};
}

QJsonObject statisticsJson(const Inspection &inspection)
{
    const analysis::Statistics statistics(inspection.trace);
    QJsonArray steps;
    for (const analysis::Statistics::Step &step : statistics.steps())
        steps.append(QJsonObject{{QStringLiteral("kind"), QLatin1String(name(step.kind))},
                                 {QStringLiteral("label"), inspection.trace.string(step.label)},
                                 {QStringLiteral("location"), locationJson(inspection.trace, step.location)},
                                 {QStringLiteral("failures"), qint64(step.failures)},
                                 {QStringLiteral("running"), step.running},
                                 {QStringLiteral("latency"), distributionJson(step.latency)},
                                 {QStringLiteral("queueDelay"), distributionJson(step.queueDelay)}});
    QJsonArray channels;
    for (const analysis::Statistics::Channel &channel : statistics.channels())
        channels.append(QJsonObject{{QStringLiteral("channel"), qint64(index(channel.channel))},
                                    {QStringLiteral("messages"), qint64(channel.messages)},
                                    {QStringLiteral("mostBuffered"), channel.mostBuffered},
                                    {QStringLiteral("meanBuffered"), channel.meanBuffered},
                                    {QStringLiteral("mostPuts"), channel.mostPuts},
                                    {QStringLiteral("mostTakes"), channel.mostTakes},
                                    {QStringLiteral("putWait"), distributionJson(channel.putWait)},
                                    {QStringLiteral("takeWait"), distributionJson(channel.takeWait)}});
    return {{QStringLiteral("steps"), steps},
            {QStringLiteral("channels"), channels},
            {QStringLiteral("queueDelay"), distributionJson(statistics.queueDelay())}};
}

} // namespace

QByteArray inspectionJson(const Inspection &inspection)
{
    QJsonObject counts;
    for (int kind = 0; kind < trace::EventKindCount; ++kind) {
        if (const int count = inspection.counts.at(std::size_t(kind)))
            counts.insert(QLatin1String(name(trace::EventKind(kind))), count);
    }
    QJsonArray files;
    for (const trace::SourceFile &file : inspection.trace.files())
        files.append(QJsonObject{{QStringLiteral("name"), file.name}, {QStringLiteral("text"), file.text}});
    QJsonArray contradictions;
    for (const trace::Contradiction &contradiction : inspection.contradictions)
        contradictions.append(QJsonObject{{QStringLiteral("event"), qint64(index(contradiction.event))},
                                          {QStringLiteral("text"), contradiction.text}});
    QJsonArray waits;
    for (const EntityId id : inspection.waiting())
        waits.append(waitJson(inspection, id));
    QJsonArray circles;
    for (const QList<EntityId> &ring : inspection.waits.cycles())
        circles.append(idsJson(ring));
    QJsonObject whole{
        {QStringLiteral("file"), inspection.fileName},
        {QStringLiteral("form"), inspection.form},
        {QStringLiteral("virtualClock"), inspection.trace.virtualClock()},
        {QStringLiteral("at"), qint64(index(inspection.at))},
        {QStringLiteral("remarks"), QJsonArray::fromStringList(inspection.trace.remarks())},
        {QStringLiteral("entities"), entitiesJson(inspection)},
        {QStringLiteral("running"), idsJson(inspection.state.running().entities())},
        {QStringLiteral("waits"), waits},
        {QStringLiteral("circles"), circles},
    };
    if (inspection.isAtEnd()) {
        whole.insert(QStringLiteral("files"), files);
        whole.insert(QStringLiteral("counts"), counts);
        whole.insert(QStringLiteral("findings"), findingsJson(inspection));
        whole.insert(QStringLiteral("statistics"), statisticsJson(inspection));
        whole.insert(QStringLiteral("events"), eventsJson(inspection.trace));
        whole.insert(QStringLiteral("contradictions"), contradictions);
    }
    return QJsonDocument(whole).toJson(QJsonDocument::Indented);
}
