// What an announcement costs on the program's thread, in nanoseconds, beside the peers it is judged by: a call through a
// pointer that does nothing, and a reading of the system's clock. Batches of 5,000 with a flush between them that is not
// measured, so that the writer's share of a shared machine is left out.
#include "record/recorder.h"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <vector>

using namespace std::chrono_literals;
using asq::Announcement;
using asq::Value;
using asq::record::Recorder;
using asq::record::RecorderOptions;

namespace {

constexpr int Batch = 5000;
constexpr int Rounds = 400;

class Nobody final : public asq::Observer
{
public:
    asq::EventId born(const asq::Birth &) override { return asq::EventId(++m_count); }
    asq::EventId announce(const Announcement &) override { return asq::EventId(++m_count); }
    quint32 addFile(const QString &, const QString &) override { return 0; }

private:
    quint32 m_count = 0;
};

/// The best round: the others were disturbed.
double nanoseconds(asq::Observer &observer, const Announcement &announcement, const std::function<void()> &rest)
{
    double best = 1e9;
    for (int round = 0; round < Rounds; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        for (int i = 0; i < Batch; ++i)
            observer.announce(announcement);
        const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - begin;
        best = std::min(best, taken.count() / Batch);
        rest();
    }
    return best;
}

/// The peer that counts: as many bytes of the same content, straight into memory that is used again as the recorder's is.
double rawStore(const Announcement &announcement, bool withClock)
{
    std::vector<asq::record::Record> memory(256 * asq::record::RecordQueue::RecordsPerBlock);
    std::atomic<quint32> published = 0;
    std::size_t next = 0;
    double best = 1e9;
    quint64 ticks = asq::record::readTicks();
    for (int round = 0; round < Rounds; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        for (int i = 0; i < Batch; ++i) {
            asq::record::Record &record = memory[next];
            record.ticks = withClock ? asq::record::readTicks() : ticks;
            record.programTime = announcement.programTime;
            record.entity = static_cast<quint32>(announcement.entity);
            record.other = static_cast<quint32>(announcement.other);
            record.cause = static_cast<quint32>(announcement.cause);
            record.count = announcement.count;
            record.file = announcement.position.file;
            record.line = announcement.position.line;
            record.column = announcement.position.column;
            record.kind = static_cast<quint8>(announcement.kind);
            record.reason = static_cast<quint8>(announcement.reason);
            record.textLength = 0;
            next = next + 1 == memory.size() ? 0 : next + 1;
            published.store(quint32(next), std::memory_order_release);
        }
        const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - begin;
        best = std::min(best, taken.count() / Batch);
    }
    return best;
}

double clockReading()
{
    const auto begin = std::chrono::steady_clock::now();
    qint64 sum = 0;
    for (int i = 0; i < Batch; ++i)
        sum += std::chrono::steady_clock::now().time_since_epoch().count();
    const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - begin;
    return sum ? taken.count() / Batch : 0;
}

double recorded(RecorderOptions options, const Announcement &announcement)
{
    options.interval = 1h;
    options.memoryLimit = 64 * 1024 * 1024;
    Recorder recorder(options);
    const double result = nanoseconds(recorder, announcement, [&] { recorder.flushNow(10s); });
    if (recorder.lostCount() > 0)
        std::printf("(%llu were lost: not a fair figure)\n", static_cast<unsigned long long>(recorder.lostCount()));
    return result;
}

} // namespace

int main()
{
    Announcement plain;
    plain.kind = asq::EventKind::Started;
    plain.entity = asq::EntityId::Program;
    plain.position = {1, 10, 5};
    const Value number(42);
    const Value text(QStringLiteral("a message of middling length"));
    Announcement withNumber = plain;
    withNumber.values = &number;
    withNumber.valueCount = 1;
    Announcement withText = plain;
    withText.values = &text;
    withText.valueCount = 1;
    RecorderOptions batched;
    batched.clock = RecorderOptions::Clock::EachBatch;
    Nobody nobody;

    std::printf("an observer that does nothing      %6.1f ns\n", nanoseconds(nobody, plain, [] {}));
    std::printf("a reading of the system's clock    %6.1f ns\n", clockReading());
    RecorderOptions off;
    off.values = RecorderOptions::Values::Off;
    RecorderOptions full;
    full.values = RecorderOptions::Values::Full;
    const QList<int> some = {1, 2, 3, 4, 5, 6, 7, 8};
    const Value list(some);
    Announcement withList = plain;
    withList.values = &list;
    withList.valueCount = 1;
    const double store = rawStore(plain, false);
    const double storeWithClock = rawStore(plain, true);
    std::printf("the same bytes stored, no clock     %6.1f ns\n", store);
    std::printf("the same bytes stored, with clock   %6.1f ns\n", storeWithClock);
    const auto print = [](const char *what, double figure, double peer, const char *budget) {
        std::printf("%-35s %6.1f ns (%.2f times the store%s)\n", what, figure, figure / peer, budget);
    };
    print("recorded, clock read once a batch", recorded(batched, plain), store, "; budget 5 ns");
    print("recorded, clock read each time", recorded({}, plain), storeWithClock, "; budget 12 ns");
    print("recorded with a number", recorded({}, withNumber), storeWithClock, "; budget 25 ns");
    print("recorded with a text", recorded({}, withText), storeWithClock, "; budget 25 ns");
    print("with a number, values off", recorded(off, withNumber), storeWithClock, "");
    print("a list of eight in full", recorded(full, withList), storeWithClock, "");
}
