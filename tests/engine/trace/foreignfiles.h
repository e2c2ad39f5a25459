#pragma once

#include "protobytes.h"

#include <QByteArray>

// Recordings of tools that never were, long enough to have a beginning.

/// Trace events of Chrome: `count` slices of two threads, in order, each with one nested in it; a process that
/// comes first by its position but only at the end of the file.
inline QByteArray chromeSlices(int count)
{
    QByteArray json = "{\"traceEvents\":[\n";
    for (int i = 0; i < count; ++i) {
        const QByteArray thread = QByteArray::number(1 + i % 2);
        const QByteArray time = QByteArray::number(qint64(i) * 10);
        json += R"({"ph":"X","pid":1,"tid":)" + thread + R"(,"ts":)" + time
            + R"(,"dur":9,"name":"work","cat":"test","args":{"i":)" + QByteArray::number(i % 1000) + "}},\n";
        json += R"({"ph":"B","pid":1,"tid":)" + thread + R"(,"ts":)" + time + ".5" + R"(,"name":"inner"},)" + "\n"
            + R"({"ph":"E","pid":1,"tid":)" + thread + R"(,"ts":)" + time + ".75},\n";
    }
    json += R"({"ph":"M","pid":2,"name":"process_sort_index","args":{"sort_index":-5}},)"
            "\n"
            R"({"ph":"i","pid":2,"tid":9,"ts":1,"s":"p","name":"late"}]})";
    return json;
}

/// The same for Perfetto's packets, without the process that comes late.
inline QByteArray perfettoSlices(int count)
{
    using namespace perfettobytes;
    ProtoBytes whole;
    whole.message(1, processTrack(1, 100, "generated"));
    for (quint64 thread = 0; thread < 2; ++thread)
        whole.message(1, threadTrack(10 + thread, 1, 100, 101 + int(thread), "worker " + QByteArray::number(thread)));
    for (int i = 0; i < count; ++i) {
        const quint64 track = 10 + quint64(i % 2);
        const quint64 time = 1000 + quint64(i) * 10'000;
        whole.message(1, tell(at(time), begin(track, "work " + QByteArray::number(i % 1000))));
        whole.message(1, tell(at(time + 500), begin(track, "inner")));
        whole.message(1, tell(at(time + 750), end(track)));
        whole.message(1, tell(at(time + 9000), end(track)));
    }
    return whole.data();
}
