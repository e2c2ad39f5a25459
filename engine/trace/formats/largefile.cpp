#include "trace/formats/largefile.h"

#include "trace/formats/chunkreader.h"
#include "trace/formats/tracefile.h"
#include "trace/formats/unpackingdevice.h"
#include "trace/formats/watcheddevice.h"

#include <QFile>

#include <algorithm>

// The readers of all forms take a file that ends anywhere and give what came before; so a beginning needs no reader of
// its own, only a device that ends early.
namespace asq::trace {

namespace {

constexpr int HeadBytes = 64;

Result<TraceFile> readAllOf(QIODevice *plain, qint64 bytes, bool *isCut)
{
    WatchedDevice beginning(plain, bytes);
    Result<TraceFile> file = readTraceFrom(&beginning);
    *isCut = beginning.isCut();
    return file;
}

} // namespace

bool isLargeRecording(QIODevice *device, qint64 largeFile)
{
    constexpr qint64 mostPacked = 8; // So many times smaller they are as a rule.
    const bool isPacked = UnpackingDevice::packingOf(device->peek(4)) != FilePacking::None;
    return device->size() >= (isPacked ? largeFile / mostPacked : largeFile) && formOfContent(device);
}

std::optional<Trace> openBeginning(const QString &fileName, BeginningSize size)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray head = file.peek(HeadBytes);
    const QString remark = QStringLiteral("This is the beginning of the recording only.");
    if (looksLikeNative(head)) {
        const std::optional<Trace> trace = openNativeBeginning(fileName, size.events);
        return trace ? std::optional(trace->withRemarks({remark})) : std::nullopt;
    }
    bool isCut = false;
    const FilePacking packing = UnpackingDevice::packingOf(head);
    std::optional<UnpackingDevice> unpacking;
    if (packing != FilePacking::None)
        unpacking.emplace(&file, packing);
    const Result<TraceFile> read = readAllOf(unpacking ? static_cast<QIODevice *>(&*unpacking) : &file, size.bytes,
                                             &isCut);
    if (!isCut || !read || read->trace.eventCount() < 2)
        return std::nullopt;
    return read->trace.withRemarks({remark});
}

Result<Trace> openWhole(const QString &fileName, const ReadingGoesOn &goesOn)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return Error{file.errorString()};
    if (looksLikeNative(file.peek(HeadBytes)))
        return openNative(fileName);
    const double size = double(std::max<qint64>(1, file.size()));
    WatchedDevice watched(&file, WatchedDevice::Unlimited,
                          [&](qint64 bytes) { return !goesOn || goesOn(std::min(1.0, double(bytes) / size)); });
    const Result<TraceFile> read = readTraceFrom(&watched);
    if (watched.isCalledOff())
        return Error{QStringLiteral("called off")};
    if (!read)
        return read.error();
    return read->trace;
}

} // namespace asq::trace
