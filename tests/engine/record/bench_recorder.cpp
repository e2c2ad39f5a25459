// What an announcement costs on the program's thread, in nanoseconds, beside the peers it is judged by: a call through a
// pointer that does nothing, and a reading of the system's clock. Batches of 5,000 with a flush between them that is not
// measured, so that the writer's share of a shared machine is left out.
#include "record/recorder.h"

#include <chrono>
#include <cstdio>
#include <functional>

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
    std::printf("recorded, clock read once a batch  %6.1f ns (budget 5)\n", recorded(batched, plain));
    std::printf("recorded, clock read each time     %6.1f ns (budget 12)\n", recorded({}, plain));
    std::printf("recorded with a number             %6.1f ns (budget 25)\n", recorded({}, withNumber));
    std::printf("recorded with a text               %6.1f ns (budget 25)\n", recorded({}, withText));
}
