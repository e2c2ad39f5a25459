#pragma once

#include "trace/formats/unpackingdevice.h"
#include "trace/result.h"
#include "trace/trace.h"

#include <optional>
#include <span>

namespace asq::trace {

/// A form that recordings are kept in. A new one is a pair of files and a line in the list of tracefile.cpp.
struct TraceForm {
    const char *name;     ///< "native"
    const char *suffixes; ///< Of file names, without the dot, the first one first: "pftrace perfetto-trace".
    bool (*looksLike)(const QByteArray &head);
    Result<Trace> (*read)(QIODevice *device);
    std::optional<QString> (*write)(
        const Trace &trace, QIODevice *device); ///< Gives what the device said, if it failed; null: cannot be written.
};
std::span<const TraceForm> traceForms();

/// A trace and the name of the form it was in ("native", "text", "chrome").
struct TraceFile {
    Trace trace;
    QString form;
};

/// The form of what `device` holds, packed or not, as far as its first bytes tell; null when it is none.
/// Requires: `device` is readable and can be read from its beginning again.
const TraceForm *formOfContent(QIODevice *device);

/// Reads a recording in whichever form it is, packed by gzip or zstd or not; its first bytes say which. What of it is
/// damaged or missing is in the trace's remarks. Errors do not name the file.
Result<TraceFile> readTraceFile(const QString &fileName);
/// The same of what is open already. Requires: `device` is readable.
Result<TraceFile> readTraceFrom(QIODevice *device);

/// What a file's name says of its content: "run.json.gz" is the form chrome, packed by gzip.
struct TraceFileKind {
    const TraceForm *form = nullptr;
    FilePacking packing = FilePacking::None;
};
FilePacking packingOfFileName(const QString &fileName);
/// The error lists the endings that there are.
Result<TraceFileKind> kindOfFileName(const QString &fileName);
/// By its name ("chrome"). The error lists the names that there are.
Result<const TraceForm *> formOfName(const QString &name);
/// Writes all of `trace`, or leaves no file and gives what went wrong.
std::optional<QString> writeTraceFile(const Trace &trace, const QString &fileName, TraceFileKind kind);

} // namespace asq::trace
