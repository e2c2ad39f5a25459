#include "trace/formats/chromeevent.h"

#include <cmath>
#include <cstdlib>
#include <string>

namespace asq::trace {

namespace {

std::string_view trimmed(std::string_view token)
{
    while (!token.empty()
           && (token.back() == ' ' || token.back() == '\n' || token.back() == '\r' || token.back() == '\t'))
        token.remove_suffix(1);
    if (token.size() >= 2 && token.front() == '"' && token.back() == '"')
        token = token.substr(1, token.size() - 2);
    return token;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::optional<quint64> numberIn(std::string_view token)
{
    const bool isHex = token.starts_with("0x") || token.starts_with("0X");
    if (isHex)
        token.remove_prefix(2);
    if (token.empty() || token.size() > (isHex ? 16U : 19U))
        return std::nullopt;
    quint64 number = 0;
    for (const char c : token) {
        if (isDigit(c))
            number = number * (isHex ? 16 : 10) + quint64(c - '0');
        else if (isHex && ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'))
            number = number * 16 + quint64((c | 0x20) - 'a' + 10);
        else
            return std::nullopt;
    }
    return number;
}

std::optional<qint64> nanosecondsFromDouble(std::string_view token)
{
    const std::string text(token);
    char *end = nullptr;
    const double value = std::strtod(text.c_str(), &end) * 1000;
    if (text.empty() || end != text.c_str() + text.size() || !std::isfinite(value)
        || std::abs(value) > double(FarthestChromeTime))
        return std::nullopt;
    return qint64(std::llround(value));
}

using Value = simdjson::simdjson_result<simdjson::ondemand::value>;

/// A text without escapes is taken as it stands; only others are copied.
simdjson::error_code readText(Value value, std::string_view &text)
{
    std::string_view token;
    if (const simdjson::error_code error = value.raw_json_token().get(token))
        return error;
    if (token.starts_with('"') && token.find('\\') == std::string_view::npos) {
        text = trimmed(token);
        return simdjson::SUCCESS;
    }
    simdjson::ondemand::json_type type{};
    if (const simdjson::error_code error = value.type().get(type))
        return error;
    if (type == simdjson::ondemand::json_type::string)
        return value.get_string().get(text);
    return simdjson::SUCCESS; // Skipped by the iteration.
}

simdjson::error_code readRaw(Value value, std::string_view &text)
{
    simdjson::ondemand::json_type type{};
    if (const simdjson::error_code error = value.type().get(type))
        return error;
    if (type == simdjson::ondemand::json_type::object) {
        simdjson::ondemand::object object;
        const simdjson::error_code error = value.get_object().get(object);
        return error ? error : object.raw_json().get(text);
    }
    if (type == simdjson::ondemand::json_type::array) {
        simdjson::ondemand::array array;
        const simdjson::error_code error = value.get_array().get(array);
        return error ? error : array.raw_json().get(text);
    }
    const simdjson::error_code error = value.raw_json_token().get(text);
    text = trimmed(text);
    return error;
}

simdjson::error_code readTime(Value value, qint64 &time, bool &isThere)
{
    std::string_view token;
    const simdjson::error_code error = readRaw(value, token);
    if (!error) {
        const std::optional<qint64> found = nanosecondsIn(token);
        isThere = found.has_value();
        time = found.value_or(0);
    }
    return error;
}

simdjson::error_code readId(Value value, ChromeId &id)
{
    std::string_view token;
    const simdjson::error_code error = readRaw(value, token);
    id = chromeIdIn(token);
    return error;
}

simdjson::error_code readFlag(Value value, bool &flag)
{
    std::string_view token;
    const simdjson::error_code error = readRaw(value, token);
    flag = token == "true" || token == "1";
    return error;
}

simdjson::error_code readLetter(Value value, char &letter)
{
    std::string_view text;
    const simdjson::error_code error = readText(value, text);
    letter = text.empty() ? char(0) : text.front();
    return error;
}

/// {"local": "0x1"} or {"global": "0x1"}.
simdjson::error_code readScopedId(Value value, ChromeEvent &event)
{
    simdjson::ondemand::json_type type{};
    if (const simdjson::error_code error = value.type().get(type))
        return error;
    if (type != simdjson::ondemand::json_type::object)
        return simdjson::SUCCESS;
    simdjson::ondemand::object object;
    if (const simdjson::error_code error = value.get_object().get(object))
        return error;
    for (auto field : object) {
        std::string_view key;
        ChromeId id;
        if (const simdjson::error_code error = field.unescaped_key().get(key))
            return error;
        if (const simdjson::error_code error = readId(field.value(), id))
            return error;
        event.idIsLocal = key == "local";
        event.id = id;
    }
    return simdjson::SUCCESS;
}

simdjson::error_code readOptionalId(Value value, std::optional<ChromeId> &id)
{
    return readId(value, id.emplace());
}

simdjson::error_code readField(std::string_view key, Value value, ChromeEvent &event)
{
    switch (key.size()) {
    case 1:
        if (key == "s")
            return readLetter(value, event.scope);
        break;
    case 2:
        if (key == "ts")
            return readTime(value, event.time, event.hasTime);
        if (key == "ph")
            return readLetter(value, event.phase);
        if (key == "id")
            return readOptionalId(value, event.id);
        if (key == "bp") {
            char letter = 0;
            const simdjson::error_code error = readLetter(value, letter);
            event.bindsToEnclosing = letter == 'e';
            return error;
        }
        break;
    case 3:
        if (key == "pid")
            return readId(value, event.process);
        if (key == "tid")
            return readId(value, event.thread);
        if (key == "cat")
            return readText(value, event.category);
        if (key == "dur") {
            bool isThere = false;
            return readTime(value, event.duration, isThere);
        }
        if (key == "id2")
            return readScopedId(value, event);
        break;
    case 4:
        if (key == "name")
            return readText(value, event.name);
        if (key == "args")
            return readRaw(value, event.arguments);
        break;
    case 5:
        if (key == "scope")
            return readText(value, event.idScope);
        break;
    case 7:
        if (key == "bind_id")
            return readOptionalId(value, event.bindId);
        if (key == "flow_in")
            return readFlag(value, event.flowIn);
        break;
    case 8:
        if (key == "flow_out")
            return readFlag(value, event.flowOut);
        break;
    default: break;
    }
    return simdjson::SUCCESS;
}

/// A key as it stands in the file, as far as it can be one that is looked for.
std::string_view shortKey(simdjson::ondemand::raw_json_string key)
{
    constexpr std::size_t longest = 9;
    const char *const begin = key.raw();
    std::size_t size = 0;
    while (size < longest && begin[size] != '"')
        ++size;
    return {begin, size};
}

} // namespace

std::optional<qint64> nanosecondsIn(std::string_view token)
{
    const std::string_view whole = token;
    const bool isNegative = token.starts_with('-');
    if (isNegative)
        token.remove_prefix(1);
    constexpr std::size_t mostDigits = 15; // Exact also when multiplied.
    qint64 value = 0;
    std::size_t i = 0;
    for (; i < token.size() && isDigit(token[i]); ++i) {
        if (i == mostDigits)
            return nanosecondsFromDouble(whole);
        value = value * 10 + (token[i] - '0');
    }
    if (i == 0)
        return std::nullopt;
    value *= 1000;
    if (i < token.size() && token[i] == '.') {
        ++i;
        for (int scale = 100; scale > 0 && i < token.size() && isDigit(token[i]); ++i, scale /= 10)
            value += (token[i] - '0') * scale;
        if (i < token.size() && isDigit(token[i]) && token[i] >= '5')
            ++value; // To the nearest nanosecond.
        while (i < token.size() && isDigit(token[i]))
            ++i;
    }
    if (i != token.size())
        return nanosecondsFromDouble(whole);
    return isNegative ? -value : value;
}

ChromeId chromeIdIn(std::string_view token)
{
    if (const std::optional<quint64> number = numberIn(token))
        return {*number, token, true};
    return {quint64(std::hash<std::string_view>()(token)), token, false};
}

simdjson::error_code readChromeEvent(simdjson::ondemand::object object, ChromeEvent &event)
{
    for (auto field : object) {
        simdjson::ondemand::raw_json_string key;
        if (const simdjson::error_code error = field.key().get(key))
            return error;
        if (const simdjson::error_code error = readField(shortKey(key), field.value(), event))
            return error;
    }
    return simdjson::SUCCESS;
}

} // namespace asq::trace
