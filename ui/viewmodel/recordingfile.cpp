#include "viewmodel/recordingfile.h"

#include "trace/formats/chunkreader.h"
#include "trace/formats/textreader.h"
#include "trace/formats/tracefile.h"

#include <QFile>
#include <QFileInfo>

namespace interleave {

// A program may begin as JSON does: what is named as a program is a recording only in a form that no program can be.
bool isRecording(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const asq::trace::TraceForm *form = asq::trace::formOfContent(&file);
    const bool isNamedAsAProgram =
        QStringList{QStringLiteral("js"), QStringLiteral("mjs"), QStringLiteral("asq"), QStringLiteral("txt")}.contains(
            QFileInfo(path).suffix().toLower());
    return form
        && (!isNamedAsAProgram || form->looksLike == asq::trace::looksLikeNative
            || form->looksLike == asq::trace::looksLikeText);
}

asq::trace::Result<asq::trace::Trace> readRecording(const QString &path)
{
    const asq::trace::Result<asq::trace::TraceFile> file = asq::trace::readTraceFile(path);
    if (!file)
        return file.error();
    return file->trace;
}

} // namespace interleave
