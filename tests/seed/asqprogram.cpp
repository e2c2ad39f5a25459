#include "asqprogram.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>

namespace asqtest {

QByteArray Outcome::report() const
{
    return "exit code " + QByteArray::number(exitCode) + "\n--- output\n" + output + "--- errors\n" + errors;
}

QString asqFile()
{
    return QString::fromUtf8(INTERLEAVE_ASQ);
}

Outcome runAsq(const QStringList &arguments, int limitMs)
{
    QProcess process;
    process.start(asqFile(), arguments);
    Outcome outcome;
    if (!process.waitForFinished(limitMs)) {
        outcome.errors = process.errorString().toUtf8() + "\n";
        process.kill();
        process.waitForFinished();
    } else if (process.exitStatus() == QProcess::NormalExit) {
        outcome.exitCode = process.exitCode();
    }
    outcome.output = process.readAllStandardOutput();
    outcome.errors += process.readAllStandardError();
    return outcome;
}

QString sharedFolder()
{
    const QString told = qEnvironmentVariable("INTERLEAVE_SHARED");
    const QString folder = told.isEmpty() ? sourcePath(QStringLiteral("../shared")) : told;
    return QFileInfo(folder).isDir() ? QDir(folder).canonicalPath() : QString();
}

QString sourcePath(const QString &path)
{
    return QDir(QString::fromUtf8(INTERLEAVE_SOURCE)).filePath(path);
}

QByteArray fileContent(const QString &path)
{
    QFile file(path);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "fileContent", qPrintable(path));
    return opened ? file.readAll() : QByteArray();
}

} // namespace asqtest
