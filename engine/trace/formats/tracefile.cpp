#include "trace/formats/tracefile.h"

#include "trace/formats/chunkreader.h"
#include "trace/formats/perfettoreader.h"
#include "trace/formats/textreader.h"

#include <QFile>
#include <QFileInfo>

namespace asq::trace {

namespace {

Result<Trace> readTextFrom(QIODevice *device)
{
    return readText(QString::fromUtf8(device->readAll()));
}

/// One line a form.
struct Form {
    const char *name;
    bool (*looksLike)(const QByteArray &head);
    Result<Trace> (*read)(QIODevice *device);
};
constexpr Form forms[] = {
    {"native", looksLikeNative, readNative},
    {"text", looksLikeText, readTextFrom},
    {"perfetto", looksLikePerfetto, readPerfetto},
};

} // namespace

Result<TraceFile> readTraceFile(const QString &fileName)
{
    QFile file(fileName);
    if (QFileInfo(fileName).isDir())
        return Error{QStringLiteral("this is a folder, not a recording")};
    if (!file.open(QIODevice::ReadOnly))
        return Error{file.errorString()};
    constexpr qint64 headSize = 64;
    const QByteArray head = file.peek(headSize);
    if (head.isEmpty())
        return Error{QStringLiteral("the file is empty")};
    for (const Form &form : forms) {
        if (!form.looksLike(head))
            continue;
        const Result<Trace> trace = form.read(&file);
        if (!trace)
            return trace.error();
        return TraceFile{*trace, QLatin1String(form.name)};
    }
    return Error{QStringLiteral("this is no recording of Interleave")};
}

} // namespace asq::trace
