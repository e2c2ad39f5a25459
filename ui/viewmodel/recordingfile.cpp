#include "viewmodel/recordingfile.h"

#include "trace/formats/chunkreader.h"
#include "trace/formats/textreader.h"
#include "trace/formats/tracefile.h"

#include <QFile>

namespace interleave {

namespace {
constexpr qint64 HeadBytes = 256;
}

bool isRecording(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray head = file.read(HeadBytes);
    return asq::trace::looksLikeNative(head) || asq::trace::looksLikeText(head);
}

asq::trace::Result<asq::trace::Trace> readRecording(const QString &path)
{
    const asq::trace::Result<asq::trace::TraceFile> file = asq::trace::readTraceFile(path);
    if (!file)
        return file.error();
    return file->trace;
}

} // namespace interleave
