#pragma once

#include "trace/formats/chromeevent.h"
#include "trace/formats/trackassembler.h"

#include <map>
#include <string>
#include <unordered_map>

namespace asq::trace {

/// Tells a TrackAssembler what the events of a Chrome trace say: engine/trace/formats/chrome.md has the table. Events of
/// Node's async hooks are known by their category: each asynchronous resource becomes an entity of its own.
class ChromeTranslator
{
public:
    /// Requires: `assembler` outlives this.
    explicit ChromeTranslator(TrackAssembler *assembler) : m_assembler(assembler) {}

    void add(const ChromeEvent &event);
    /// Puts what could not be understood into remarks.
    void finish();

private:
    static constexpr std::size_t LongestArguments = 120; ///< Bytes of them that a slice shows.

    TrackRow process(const ChromeId &id);
    TrackRow thread(const ChromeEvent &event);
    StringId textOf(const ChromeEvent &event);
    StringId nameOf(const ChromeEvent &event) { return m_assembler->intern(QByteArrayView(event.name)); }
    static quint64 keyOf(const ChromeEvent &event, bool withName);
    void addSliceFlow(const ChromeEvent &event);
    void addOperation(const ChromeEvent &event);
    bool addAsyncHook(const ChromeEvent &event);
    void addCounter(const ChromeEvent &event);
    void addMetadata(const ChromeEvent &event);
    void addInstant(const ChromeEvent &event);

    TrackAssembler *m_assembler;
    std::unordered_map<quint64, TrackRow> m_processes;
    std::map<std::pair<quint64, quint64>, TrackRow> m_threads;
    std::map<std::pair<quint32, std::string>, TrackRow> m_counters;
    std::pair<quint64, quint64> m_lastKey;
    TrackRow m_lastThread = TrackRow::Program;
    std::string m_text; ///< Kept for its memory.
    simdjson::dom::parser m_parser;
    qsizetype m_withoutTime = 0;
    qsizetype m_unknownPhases = 0;
    qsizetype m_negative = 0;
};

} // namespace asq::trace
