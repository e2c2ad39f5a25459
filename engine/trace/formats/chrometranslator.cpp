#include "trace/formats/chrometranslator.h"

#include <algorithm>
#include <cstdint>

namespace asq::trace {

namespace {

/// The parser does not bear a text that is nowhere.
std::string argumentsOf(const ChromeEvent &event)
{
    return event.arguments.empty() ? "{}" : std::string(event.arguments);
}

constexpr std::string_view operationsBegin = "bSN";
constexpr std::string_view operationsEnd = "eFD";
constexpr std::string_view operationInstants = "nTpO";
constexpr std::string_view marks = "iIRcPvVa";

bool contains(std::string_view text, char c)
{
    return text.find(c) != std::string_view::npos;
}

quint64 mix(quint64 a, quint64 b)
{
    return (a ^ (b + 0x9E3779B97F4A7C15 + (a << 6) + (a >> 2))) * 0xD6E8FEB86659FD93;
}

quint64 hashOf(std::string_view text)
{
    return std::hash<std::string_view>()(text);
}

} // namespace

TrackRow ChromeTranslator::process(const ChromeId &id)
{
    const auto known = m_processes.find(id.key);
    if (known != m_processes.end())
        return known->second;
    m_text = "process ";
    m_text += id.text.empty() ? "0" : id.text;
    return m_processes.emplace(id.key, m_assembler->addProcess(m_assembler->intern(QByteArrayView(m_text))))
        .first->second;
}

TrackRow ChromeTranslator::thread(const ChromeEvent &event)
{
    const std::pair key(event.process.key, event.thread.key);
    if (m_lastThread != TrackRow::Program && key == m_lastKey)
        return m_lastThread;
    auto known = m_threads.find(key);
    if (known == m_threads.end()) {
        const TrackRow parent = process(event.process);
        m_text = "thread ";
        m_text += event.thread.text.empty() ? "0" : event.thread.text;
        known =
            m_threads.emplace(key, m_assembler->addThread(parent, m_assembler->intern(QByteArrayView(m_text)))).first;
    }
    m_lastKey = key;
    return m_lastThread = known->second;
}

/// Its name, and what fits of its arguments.
StringId ChromeTranslator::textOf(const ChromeEvent &event)
{
    if (event.arguments.size() <= 2)
        return nameOf(event);
    m_text.assign(event.name);
    m_text += ' ';
    std::size_t size = event.arguments.size();
    if (size > LongestArguments) {
        size = LongestArguments;
        while (size > 0 && (uchar(event.arguments[size]) & 0xc0) == 0x80)
            --size; // Not within a character.
    }
    m_text.append(event.arguments.substr(0, size));
    if (size < event.arguments.size())
        m_text += "…";
    return m_assembler->intern(QByteArrayView(m_text));
}

/// What events of one operation or flow have in common.
quint64 ChromeTranslator::keyOf(const ChromeEvent &event, bool withName)
{
    quint64 key = mix(hashOf(event.category), event.id ? event.id->key : 0);
    key = mix(key, hashOf(event.idScope));
    if (event.idIsLocal)
        key = mix(key, event.process.key);
    return withName ? mix(key, hashOf(event.name)) : key;
}

void ChromeTranslator::add(const ChromeEvent &event)
{
    if (event.phase == 'M')
        return addMetadata(event);
    if (!event.hasTime) {
        ++m_withoutTime;
        return;
    }
    switch (event.phase) {
    case 'X':
        m_negative += event.duration < 0 ? 1 : 0;
        addSliceFlow(event);
        m_assembler->slice(thread(event), event.time, std::max<qint64>(0, event.duration), textOf(event));
        break;
    case 'B':
        addSliceFlow(event);
        m_assembler->begin(thread(event), event.time, textOf(event), nameOf(event));
        break;
    case 'E': m_assembler->end(thread(event), event.time, nameOf(event)); break;
    case 'C': addCounter(event); break;
    case 's': m_assembler->flow(thread(event), event.time, keyOf(event, true), FlowRole::Start, nameOf(event)); break;
    case 't': m_assembler->flow(thread(event), event.time, keyOf(event, true), FlowRole::Step, nameOf(event)); break;
    case 'f':
        if (event.bindsToEnclosing)
            m_assembler->flow(thread(event), event.time, keyOf(event, true), FlowRole::End, nameOf(event));
        else
            m_assembler->flowToNext(thread(event), event.time, keyOf(event, true), FlowRole::End, nameOf(event));
        break;
    default:
        if (contains(marks, event.phase))
            addInstant(event);
        else if (contains(operationsBegin, event.phase) || contains(operationsEnd, event.phase)
                 || contains(operationInstants, event.phase))
            addOperation(event);
        else
            ++m_unknownPhases;
    }
}

/// Slices say themselves which flow they are part of: bind_id with flow_in and flow_out.
void ChromeTranslator::addSliceFlow(const ChromeEvent &event)
{
    if (!event.bindId || (!event.flowIn && !event.flowOut))
        return;
    const FlowRole role = !event.flowIn ? FlowRole::Start : event.flowOut ? FlowRole::Step : FlowRole::End;
    m_assembler->flowToNext(thread(event), event.time, event.bindId->key, role);
}

void ChromeTranslator::addOperation(const ChromeEvent &event)
{
    if (event.category.find("node.async_hooks") != std::string_view::npos && addAsyncHook(event))
        return;
    const bool isLegacy = contains("STpF", event.phase);
    const quint64 key = keyOf(event, isLegacy);
    const TrackRow row = process(event.process);
    if (contains(operationsBegin, event.phase))
        m_assembler->beginOperation(row, key, event.time, nameOf(event), textOf(event));
    else if (contains(operationsEnd, event.phase))
        m_assembler->endOperation(row, key, event.time, nameOf(event));
    else
        m_assembler->operationInstant(row, key, event.time, nameOf(event), textOf(event));
}

/// Node tells a resource's life as b and e of its type, its callbacks as b and e of its type with _CALLBACK behind it.
bool ChromeTranslator::addAsyncHook(const ChromeEvent &event)
{
    constexpr std::string_view suffix = "_CALLBACK";
    if (!event.id || !event.id->isNumber || (event.phase != 'b' && event.phase != 'e'))
        return false;
    const quint32 id = quint32(event.id->key);
    const TrackRow row = thread(event);
    if (event.name.ends_with(suffix)) {
        const std::string_view type = event.name.substr(0, event.name.size() - suffix.size());
        if (event.phase == 'b')
            m_assembler->beginResource(row, id, event.time, m_assembler->intern(QByteArrayView(type)));
        else
            m_assembler->endResource(row, id, event.time);
        return true;
    }
    if (event.phase == 'e') {
        m_assembler->completeResource(row, id, event.time);
        return true;
    }
    std::uint64_t trigger = 0;
    const auto arguments = m_parser.parse(argumentsOf(event));
    if (arguments["data"]["triggerAsyncId"].get(trigger))
        trigger = 0;
    m_assembler->addResource(row, id, event.time, nameOf(event), StringId::Empty, quint32(trigger));
    return true;
}

void ChromeTranslator::addCounter(const ChromeEvent &event)
{
    simdjson::dom::object series;
    if (m_parser.parse(argumentsOf(event)).get(series))
        return;
    const TrackRow row = process(event.process);
    for (const auto &[key, value] : series) {
        if (!value.is_number())
            continue;
        std::string label(event.name);
        if (event.id)
            label.append("[").append(event.id->text).append("]");
        if (series.size() > 1 || (key != "value" && key != event.name))
            label.append(".").append(key);
        auto known = m_counters.find({index(row), label});
        if (known == m_counters.end()) {
            const TrackRow counter = m_assembler->addCounter(row, m_assembler->intern(QByteArrayView(label)));
            known = m_counters.emplace(std::pair(index(row), label), counter).first;
        }
        m_assembler->count(known->second, event.time, m_assembler->intern(QByteArrayView(simdjson::minify(value))));
    }
}

void ChromeTranslator::addMetadata(const ChromeEvent &event)
{
    simdjson::dom::object arguments;
    if (m_parser.parse(argumentsOf(event)).get(arguments))
        return;
    std::string_view name;
    if (!arguments["name"].get(name) && !name.empty()) {
        const StringId label = m_assembler->intern(QByteArrayView(name));
        if (event.name == "process_name")
            m_assembler->setLabel(process(event.process), label);
        else if (event.name == "thread_name")
            m_assembler->setLabel(thread(event), label);
    }
    std::int64_t position = 0;
    if (!arguments["sort_index"].get(position)) {
        if (event.name == "process_sort_index")
            m_assembler->setSortIndex(process(event.process), position);
        else if (event.name == "thread_sort_index")
            m_assembler->setSortIndex(thread(event), position);
    }
}

void ChromeTranslator::addInstant(const ChromeEvent &event)
{
    const bool hasScope = event.phase == 'i' || event.phase == 'I';
    TrackRow row = TrackRow::Program;
    if (hasScope && event.scope == 'p')
        row = process(event.process);
    else if (!hasScope || event.scope != 'g')
        row = thread(event);
    m_assembler->instant(row, event.time, textOf(event));
}

void ChromeTranslator::finish()
{
    const auto remark = [&](qsizetype count, const char *one, const char *many) {
        if (count > 0)
            m_assembler->addRemark(QStringLiteral("%1 %2").arg(count).arg(QLatin1String(count == 1 ? one : many)));
    };
    remark(m_withoutTime, "event has no time that makes sense: it is left out.",
           "events have no time that makes sense: they are left out.");
    remark(m_unknownPhases, "event is of a phase that this program does not know: it is left out.",
           "events are of a phase that this program does not know: they are left out.");
    remark(m_negative, "slice has a negative duration: it ends where it begins.",
           "slices have a negative duration: they end where they begin.");
}

} // namespace asq::trace
