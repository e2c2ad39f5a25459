#include "trace/formats/chromerecording.h"

#include "trace/formats/chromeform.h"

#include <cstdint>
#include <limits>

// Nothing is believed: an id that leads nowhere ends the reading, and so does an event that has not the number of the next
// one, since causes and later events would lead to the wrong ones.
namespace asq::trace {

namespace {

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

template<typename Kind>
std::optional<Kind> kindOf(std::string_view word, int count)
{
    for (int i = 0; i < count; ++i) {
        if (word == name(static_cast<Kind>(i)))
            return static_cast<Kind>(i);
    }
    return std::nullopt;
}

/// The number behind the last colon of `text`, which loses it.
std::optional<quint32> takeNumber(std::string_view &text)
{
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    bool isNumber = false;
    const std::string_view digits = text.substr(colon + 1);
    const quint32 number = QByteArrayView(digits.data(), qsizetype(digits.size())).toUInt(&isNumber);
    text = text.substr(0, colon);
    return isNumber ? std::optional(number) : std::nullopt;
}

} // namespace

/// The arguments of one event; numbers that are missing are 0.
struct ChromeRecording::Notes {
    bool hasEvent = false;
    bool hasSource = false;
    std::string_view event;
    std::string_view kind;
    std::string_view name;
    std::string_view value;
    std::string_view reason;
    std::string_view source;
    std::optional<std::string_view> label;
    std::optional<quint64> entity;
    std::optional<quint64> file;
    quint64 number = 0;
    quint64 other = 0;
    quint64 count = 0;
    quint64 cause = 0;
    quint64 parent = 0;
    std::optional<std::int64_t> programTime;
    std::optional<std::int64_t> realTime;
};

bool ChromeRecording::readHead(std::string_view head)
{
    simdjson::dom::object fields;
    std::string_view form;
    if (m_parser.parse(head.data(), head.size()).get(fields) || fields["form"].get(form) || form != chromeform::Head)
        return false;
    std::string_view clock;
    m_builder.setVirtualClock(!fields["clock"].get(clock) && clock == "virtual");
    std::uint64_t events = 0;
    if (!fields["events"].get(events) && events <= std::numeric_limits<quint32>::max())
        m_announcedEvents = qint64(events);
    simdjson::dom::array list;
    if (!fields["remarks"].get(list)) {
        for (const simdjson::dom::element remark : list) {
            std::string_view words;
            if (!remark.get(words))
                m_builder.addRemark(text(words));
        }
    }
    if (!fields["files"].get(list)) {
        for (const simdjson::dom::element file : list) {
            std::string_view name;
            std::string_view content;
            if (file["name"].get(name) || file["text"].get(content))
                continue;
            m_builder.addFile(text(name), text(content));
            m_fileNames.append(text(name));
        }
    }
    return true;
}

std::optional<ChromeRecording::Notes> ChromeRecording::gather(std::string_view arguments)
{
    simdjson::dom::object fields;
    if (m_parser.parse(arguments.data(), arguments.size(), false).get(fields))
        return std::nullopt;
    Notes notes;
    const auto read = [](simdjson::dom::element value, auto &to) { return !value.get(to); };
    const auto readNumber = [](simdjson::dom::element value, std::optional<quint64> &to) {
        std::uint64_t number = 0;
        const bool isNumber = !value.get(number);
        to = number;
        return isNumber;
    };
    const auto readInto = [&](std::string_view key, simdjson::dom::element value) {
        std::optional<quint64> number;
        const auto readPlain = [&](quint64 &to) {
            const bool isNumber = readNumber(value, number);
            to = number.value_or(0);
            return isNumber;
        };
        if (key == "event")
            return (notes.hasEvent = true) && read(value, notes.event);
        if (key == "source")
            return (notes.hasSource = true) && read(value, notes.source);
        if (key == "label")
            return read(value, notes.label.emplace());
        if (key == "program_time")
            return read(value, notes.programTime.emplace());
        if (key == "real_time")
            return read(value, notes.realTime.emplace());
        if (key == "entity")
            return readNumber(value, notes.entity);
        if (key == "file")
            return readNumber(value, notes.file);
        const auto isText = [&](const char *name, std::string_view &to) { return key != name || read(value, to); };
        const auto isCount = [&](const char *name, quint64 &to) { return key != name || readPlain(to); };
        return isText("kind", notes.kind) && isText("name", notes.name) && isText("value", notes.value)
            && isText("reason", notes.reason) && isCount("number", notes.number) && isCount("other", notes.other)
            && isCount("count", notes.count) && isCount("cause", notes.cause) && isCount("parent", notes.parent);
    };
    for (const auto &[fullKey, value] : fields) {
        std::string_view key = fullKey;
        if (key.starts_with(chromeform::EndPrefix))
            key.remove_prefix(sizeof(chromeform::EndPrefix) - 1);
        if (!readInto(key, value))
            return std::nullopt;
    }
    return notes;
}

/// "file:line:column", and the file's position where its name does not say it.
std::optional<LocationId> ChromeRecording::locationOf(const Notes &notes)
{
    if (!notes.hasSource)
        return LocationId::Unknown;
    std::string_view place = notes.source;
    const std::optional<quint32> column = takeNumber(place);
    const std::optional<quint32> line = takeNumber(place);
    const quint64 file = notes.file ? *notes.file : quint64(m_fileNames.indexOf(text(place)));
    if (!column || !line || file > std::numeric_limits<quint32>::max())
        return std::nullopt;
    return m_builder.intern(Location{quint32(file), *line, *column});
}

bool ChromeRecording::readEntity(const ChromeEvent &source)
{
    const std::optional<Notes> notes = gather(source.arguments);
    if (!notes)
        return false;
    if (notes->kind.empty())
        return true; // The thread of the counters' events.
    const std::optional<EntityKind> kind = kindOf<EntityKind>(notes->kind, EntityKindCount);
    const bool isProgram = m_entitiesRead == 0;
    const quint32 id = isProgram ? index(EntityId::Program) : quint32(m_builder.entityCount());
    if (!kind || notes->parent >= id || !source.thread.isNumber || source.thread.key != id)
        return false;
    const std::optional<LocationId> location = locationOf(*notes);
    if (!location)
        return false;
    const Entity entity{*kind, EntityId{quint32(notes->parent)},
                        m_builder.intern(text(notes->label.value_or(notes->name))), *location};
    if (isProgram)
        m_builder.setEntity(EntityId::Program, entity);
    else
        m_builder.addEntity(entity);
    ++m_entitiesRead;
    return true;
}

std::optional<Event> ChromeRecording::eventOf(const ChromeEvent &source, const Notes &notes)
{
    const std::optional<EventKind> kind = kindOf<EventKind>(notes.event, EventKindCount);
    const std::optional<WaitReason> reason = notes.reason.empty() ? WaitReason::None
                                                                  : kindOf<WaitReason>(notes.reason, WaitReasonCount);
    const quint64 entity = notes.entity ? *notes.entity : source.thread.key;
    const quint64 entityCount = quint64(m_builder.entityCount());
    constexpr quint64 largest = std::numeric_limits<quint32>::max();
    const quint64 before = quint64(m_builder.eventCount()); // A cause is one of those.
    if (!kind || !reason || entity >= entityCount || notes.other >= entityCount || notes.count > largest
        || notes.cause > before || notes.number != before + 1)
        return std::nullopt;
    const std::optional<LocationId> location = locationOf(notes);
    if (!location)
        return std::nullopt;
    Event event;
    event.kind = *kind;
    event.reason = *reason;
    event.entity = EntityId{quint32(entity)};
    event.other = EntityId{quint32(notes.other)};
    event.value = m_builder.intern(text(notes.value));
    event.location = *location;
    event.count = quint32(notes.count);
    event.cause = EventId{quint32(notes.cause)};
    event.programTime = notes.programTime.value_or(source.time);
    event.realTime = notes.realTime.value_or(source.time);
    return event;
}

bool ChromeRecording::feed(const ChromeEvent &source)
{
    if (source.phase == 'M')
        return source.name != "thread_name" || readEntity(source);
    if (source.phase == 'C' || source.arguments.empty())
        return true;
    const std::optional<Notes> notes = gather(source.arguments);
    if (!notes || !notes->hasEvent)
        return notes.has_value();
    const std::optional<Event> event = eventOf(source, *notes);
    if (event)
        m_builder.append(*event);
    return event.has_value();
}

} // namespace asq::trace
