#include "formatbench.h"

#include "trace/formats/tracefile.h"

#include <QTemporaryFile>

#include <simdjson.h>

#include <cstdlib>
#include <random>
#include <string>
#include <vector>

// Reading Chrome's trace events: a generated file, such as browsers and build tools write (several threads, whole slices,
// pairs, marks, operations, flows, counters, some arguments), of as many MB as the argument says. A file's name instead
// of that: only that one is read, in whichever form it is.

using namespace asq::trace;

namespace {

class Generator
{
public:
    explicit Generator(QFile *file) : m_file(file), m_times(Threads, 1'000'000), m_open(Threads) {}

    qint64 generate(qint64 size)
    {
        m_text = "{\"traceEvents\":[\n{\"ph\":\"M\",\"pid\":100,\"tid\":1,\"ts\":0,\"name\":\"process_name\",\"args\":{"
                 "\"name\":\"generated\"}}";
        for (std::size_t i = 0; i < Threads; ++i)
            m_text += ",\n{\"ph\":\"M\",\"pid\":100,\"tid\":" + std::to_string(i + 1)
                + ",\"ts\":0,\"name\":\"thread_name\",\"args\":{\"name\":\"worker " + std::to_string(i) + "\"}}";
        for (qint64 written = 0; written < size;) {
            addEvent();
            constexpr std::size_t block = 1 << 20;
            if (m_text.size() > block)
                written += flush();
        }
        m_text += "\n],\"displayTimeUnit\":\"ns\"}\n";
        flush();
        m_file->flush();
        return m_count;
    }

private:
    static constexpr std::size_t Threads = 8;

    quint32 random(quint32 below) { return quint32(m_random()) % below; }
    qint64 flush()
    {
        const qint64 written = m_file->write(m_text.data(), qint64(m_text.size()));
        m_text.clear();
        return written;
    }
    void begin(const char *phase, const char *category, const std::string &name)
    {
        const qint64 time = m_times[m_thread];
        std::string fraction = std::to_string(time % 1000);
        fraction.insert(0, 3 - fraction.size(), '0');
        m_text += ",\n{\"pid\":100,\"tid\":" + std::to_string(m_thread + 1) + ",\"ts\":" + std::to_string(time / 1000)
            + '.' + fraction + ",\"ph\":\"" + phase + "\",\"cat\":\"" + category + "\",\"name\":\"" + name + '"';
        ++m_count;
    }
    std::string name() { return "Operation::number" + std::to_string(random(400)); }
    void addArguments()
    {
        if (random(3) == 0)
            m_text += R"(,"args":{"frame":")" + std::to_string(random(1000)) + R"(","url":"https://example.org/a"})";
        else
            m_text += R"(,"args":{})";
    }
    void addId(quint64 id) { m_text += ",\"id\":\"0x" + std::to_string(id) + '"'; }
    void addEvent()
    {
        m_thread = random(Threads);
        m_times[m_thread] += 20 + random(2000);
        const quint32 dice = random(100);
        if (dice < 50) {
            const quint32 duration = random(20);
            begin("X", "toplevel", name());
            m_text += ",\"dur\":0." + std::to_string(100 + duration).replace(0, 1, "0");
            addArguments();
        } else if (dice < 75) {
            const bool ends = m_open[m_thread] > 0 && (random(2) == 0 || m_open[m_thread] > 10);
            m_open[m_thread] += ends ? -1 : 1;
            begin(ends ? "E" : "B", "pairs", ends ? std::string() : name());
            if (!ends)
                addArguments();
        } else if (dice < 85) {
            begin("i", "marks", name());
            m_text += ",\"s\":\"t\"";
        } else if (dice < 93) {
            const bool ends = m_operation > m_ended && random(2) == 0;
            begin(ends ? "e" : "b", "net", "request");
            addId(ends ? ++m_ended : ++m_operation);
        } else if (dice < 97) {
            begin(dice % 2 == 0 ? "s" : "f", "flow", "job");
            addId(dice % 2 == 0 ? ++m_flow : m_flow);
            m_text += ",\"bp\":\"e\"";
        } else {
            begin("C", "numbers", "memory");
            m_text += R"(,"args":{"used":)" + std::to_string(random(100'000)) + '}';
        }
        m_text += '}';
    }

    QFile *m_file;
    std::mt19937 m_random{1};
    std::string m_text;
    std::vector<qint64> m_times;
    std::vector<int> m_open;
    std::size_t m_thread = 0;
    quint64 m_operation = 0;
    quint64 m_ended = 0;
    quint64 m_flow = 0;
    qint64 m_count = 0;
};

std::size_t walkDocument(const simdjson::padded_string &bytes)
{
    simdjson::dom::parser parser;
    simdjson::dom::array events;
    std::size_t count = 0;
    if (parser.parse(bytes)["traceEvents"].get(events))
        std::abort();
    for (const simdjson::dom::element event : events) {
        std::string_view phase;
        count += event["ph"].get(phase) ? 0 : 1;
    }
    return count;
}

std::size_t walkOnDemand(const simdjson::padded_string &bytes)
{
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document;
    simdjson::ondemand::array events;
    std::size_t count = 0;
    if (parser.iterate(bytes).get(document) || document["traceEvents"].get(events))
        std::abort();
    for (auto event : events) {
        std::string_view phase;
        count += event["ph"].get(phase) ? 0 : 1;
    }
    return count;
}

void read(const QString &fileName, qint64 size, qint64 count)
{
    resetPeak();
    const double before = peakMegabytes();
    Trace trace;
    timed("read into a trace", size, count, [&] {
        const Result<TraceFile> result = readTraceFile(fileName);
        if (!result)
            std::abort();
        trace = result->trace;
    });
    std::printf("peak memory %.0f MB (%.0f before), %.1f bytes an event of the trace; %lld events, %lld strings\n",
                peakMegabytes(), before, (peakMegabytes() - before) * 1024 * 1024 / double(trace.eventCount()),
                static_cast<long long>(trace.eventCount()), static_cast<long long>(trace.stringCount()));
    for (const QString &remark : trace.remarks())
        std::printf("  %s\n", qPrintable(remark));
}

} // namespace

int main(int count, char **arguments)
{
    constexpr qint64 megabyte = 1'000'000;
    if (count > 1 && QFile::exists(QString::fromLocal8Bit(arguments[1]))) {
        const QString fileName = QString::fromLocal8Bit(arguments[1]);
        read(fileName, QFile(fileName).size(), 1);
        return 0;
    }
    QTemporaryFile temporary;
    QFile kept(count > 2 ? QString::fromLocal8Bit(arguments[2]) : QString());
    QFile &file = count > 2 ? kept : temporary;
    if (count > 2 ? !kept.open(QIODevice::WriteOnly) : !temporary.open())
        return 1;
    const qint64 events = Generator(&file).generate((count > 1 ? std::atoll(arguments[1]) : 300) * megabyte);
    const qint64 size = file.size();
    std::printf("%.1f MB, %lld events, %.1f bytes an event; the processor has %s\n", double(size) * 1e-6,
                static_cast<long long>(events), double(size) / double(events),
                simdjson::get_active_implementation()->name().c_str());
    {
        const simdjson::padded_string bytes = simdjson::padded_string::load(file.fileName().toStdString());
        std::size_t sum = 0;
        timed("peer: simdjson's document, from memory", size, events, [&] { sum += walkDocument(bytes); });
        timed("peer: simdjson on demand, from memory", size, events, [&] { sum += walkOnDemand(bytes); });
        if (sum < std::size_t(events))
            std::abort();
    }
    read(file.fileName(), size, events);
    return 0;
}
