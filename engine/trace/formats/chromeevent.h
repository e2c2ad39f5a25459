#pragma once

#include "trace/event.h"

#include <simdjson.h>

#include <optional>
#include <string_view>

namespace asq::trace {

/// A number of one event that tells it from others: a process, a thread, an operation. Numbers that are written as
/// texts, decimal or "0x…", are the same as numbers; other texts stand for themselves.
struct ChromeId {
    quint64 key = 0;
    std::string_view text;
    bool isNumber = false;
};

/// One event of a Chrome trace, as it stands in the file; texts live as long as the parser's input.
struct ChromeEvent {
    char phase = 0; ///< 0: none is given.
    char scope = 0; ///< Of instants: g, p, t.
    bool hasTime = false;
    bool bindsToEnclosing = false; ///< bp
    bool flowIn = false;
    bool flowOut = false;
    bool idIsLocal = false; ///< The id belongs to its process.
    qint64 time = 0;     ///< ts in nanoseconds.
    qint64 duration = 0; ///< dur in nanoseconds.
    ChromeId process;
    ChromeId thread;
    std::optional<ChromeId> id;
    std::optional<ChromeId> bindId;
    std::string_view name;
    std::string_view category;
    std::string_view idScope;
    std::string_view arguments; ///< As JSON.
};

/// Times farther away than this (73 years) are taken for damage.
constexpr qint64 FarthestChromeTime = qint64(1) << 61;

/// Microseconds with a fraction, as a JSON number or a text of one, in whole nanoseconds; exact up to the nanosecond.
std::optional<qint64> nanosecondsIn(std::string_view token);
ChromeId chromeIdIn(std::string_view token);

/// Reads one event. The names of unknown fields are not looked at, fields of a strange type are left out.
simdjson::error_code readChromeEvent(simdjson::ondemand::object object, ChromeEvent &event);

} // namespace asq::trace
