#include "trace/formats/tracefile.h"

#include "trace/formats/chromereader.h"
#include "trace/formats/chromewriter.h"
#include "trace/formats/chunkreader.h"
#include "trace/formats/chunkwriter.h"
#include "trace/formats/packingdevice.h"
#include "trace/formats/perfettoreader.h"
#include "trace/formats/perfettowriter.h"
#include "trace/formats/textreader.h"
#include "trace/formats/textwriter.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <array>

namespace asq::trace {

namespace {

Result<Trace> readTextFrom(QIODevice *device)
{
    return readText(QString::fromUtf8(device->readAll()));
}

std::optional<QString> writeTextTo(const Trace &trace, QIODevice *device)
{
    const QByteArray bytes = writeText(trace).toUtf8();
    return device->write(bytes) == bytes.size() ? std::nullopt : std::optional(device->errorString());
}

/// One line a form. The first that knows a file's first bytes reads it.
constexpr std::array forms = {
    TraceForm{"native", "asqtrace", looksLikeNative, readNative, writeNative},
    TraceForm{"text", "asqtext", looksLikeText, readTextFrom, writeTextTo},
    TraceForm{"chrome", "json", looksLikeChrome, readChrome, writeChrome},
    TraceForm{"perfetto", "pftrace perfetto-trace", looksLikePerfetto, readPerfetto, writePerfetto},
};

constexpr qint64 HeadSize = 64;

const TraceForm *formOfHead(const QByteArray &head)
{
    const auto *form = std::find_if(forms.begin(), forms.end(),
                                    [&head](const TraceForm &each) { return each.looksLike(head); });
    return head.isEmpty() || form == forms.end() ? nullptr : form;
}

Result<TraceFile> readPlain(QIODevice *device)
{
    const QByteArray head = device->peek(HeadSize);
    if (head.isEmpty())
        return Error{QStringLiteral("the file is empty")};
    const TraceForm *form = formOfHead(head);
    if (!form)
        return Error{QStringLiteral("this is no recording of Interleave")};
    const Result<Trace> trace = form->read(device);
    if (!trace)
        return trace.error();
    return TraceFile{*trace, QLatin1String(form->name)};
}

QStringList suffixesOf(const TraceForm &form)
{
    return QString::fromLatin1(form.suffixes).split(u' ');
}

} // namespace

std::span<const TraceForm> traceForms()
{
    return forms;
}

const TraceForm *formOfContent(QIODevice *device)
{
    const FilePacking packing = UnpackingDevice::packingOf(device->peek(4));
    if (packing == FilePacking::None)
        return formOfHead(device->peek(HeadSize));
    UnpackingDevice unpacking(device, packing);
    return formOfHead(unpacking.peek(HeadSize));
}

Result<TraceFile> readTraceFrom(QIODevice *device)
{
    const FilePacking packing = UnpackingDevice::packingOf(device->peek(4));
    if (packing == FilePacking::None)
        return readPlain(device);
    UnpackingDevice unpacking(device, packing);
    Result<TraceFile> file = readPlain(&unpacking);
    const std::optional<Error> damage = unpacking.damage();
    if (file && damage)
        file.value().trace = file->trace.withRemark(
            QStringLiteral("Not all of the recording can be read (%1).").arg(damage->toString()));
    else if (damage)
        return *damage;
    return file;
}

Result<TraceFile> readTraceFile(const QString &fileName)
{
    QFile file(fileName);
    if (QFileInfo(fileName).isDir())
        return Error{QStringLiteral("this is a folder, not a recording")};
    if (!file.open(QIODevice::ReadOnly))
        return Error{file.errorString()};
    return readTraceFrom(&file);
}

FilePacking packingOfFileName(const QString &fileName)
{
    if (fileName.endsWith(QLatin1String(".gz")))
        return FilePacking::Gzip;
    return fileName.endsWith(QLatin1String(".zst")) ? FilePacking::Zstd : FilePacking::None;
}

Result<TraceFileKind> kindOfFileName(const QString &fileName)
{
    QString name = QFileInfo(fileName).fileName();
    TraceFileKind kind;
    kind.packing = packingOfFileName(name);
    if (kind.packing != FilePacking::None)
        name.truncate(name.lastIndexOf(u'.'));
    QStringList known;
    for (const TraceForm &form : forms) {
        const QStringList suffixes = suffixesOf(form);
        for (const QString &suffix : suffixes) {
            if (!kind.form && name.endsWith(u'.' + suffix))
                kind.form = &form;
        }
        known.append(u'.' + suffixes.join(QLatin1String(", .")));
    }
    if (!kind.form)
        return Error{QStringLiteral("the name does not say which form: %1, each also with .gz or .zst")
                         .arg(known.join(QLatin1String(", ")))};
    return kind;
}

Result<const TraceForm *> formOfName(const QString &name)
{
    QStringList known;
    for (const TraceForm &form : forms) {
        if (name == QLatin1String(form.name))
            return &form;
        known.append(QLatin1String(form.name));
    }
    return Error{QStringLiteral("there is no form \"%1\": %2").arg(name, known.join(QLatin1String(", ")))};
}

std::optional<QString> writeTraceFile(const Trace &trace, const QString &fileName, TraceFileKind kind)
{
    Q_ASSERT(kind.form);
    QSaveFile file(fileName);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    if (kind.packing == FilePacking::None) {
        if (const std::optional<QString> error = kind.form->write(trace, &file))
            return error;
    } else {
        PackingDevice packing(&file, kind.packing);
        if (const std::optional<QString> error = kind.form->write(trace, &packing))
            return error;
        if (!packing.finish())
            return packing.errorString();
    }
    return file.commit() ? std::nullopt : std::optional(file.errorString());
}

} // namespace asq::trace
