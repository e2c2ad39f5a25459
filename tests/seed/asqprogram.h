#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace asqtest {

/// What one run of the real command line did.
struct Outcome {
    QByteArray output;  ///< Standard output, as it came.
    QByteArray errors;  ///< Standard error, as it came.
    int exitCode = -1;  ///< -1 when it crashed, did not start or did not end in time.

    /// All of it for a failure message.
    QByteArray report() const;
};

/// The built `asq`.
QString asqFile();

/// Runs the built `asq` with `arguments` and waits for its end, at most `limitMs` milliseconds; then it is killed.
Outcome runAsq(const QStringList &arguments, int limitMs = 20000);

/// The folder with the seed text and the conformance programs: the environment variable INTERLEAVE_SHARED, or
/// `shared` beside the repository. Empty when there is none.
QString sharedFolder();

/// The repository's own files, by a path from its top.
QString sourcePath(const QString &path);

/// The whole of a text file. Requires: it can be read.
QByteArray fileContent(const QString &path);

} // namespace asqtest
