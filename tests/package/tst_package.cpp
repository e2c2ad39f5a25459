#include "trace/formats/tracefile.h"
#include "trace/traceverifier.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace asq;

/// The package as its users have it: installed, found by a project of its own, built, run, its recording read.
class tst_Package : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aProjectOutsideFindsBuildsAndRuns();
    void thePageShowsTheProjectAsItIs();

private:
    /// What a program says; the test fails when it fails.
    static bool run(const QString &program, const QStringList &arguments, QString &output)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        const bool ended = process.waitForFinished(280'000);
        output = QString::fromUtf8(process.readAll());
        return ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    }
    static QString textOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
};

void tst_Package::aProjectOutsideFindsBuildsAndRuns()
{
    const QTemporaryDir folder;
    const QString installed = folder.filePath(QStringLiteral("installed"));
    const QString build = folder.filePath(QStringLiteral("build"));
    const QString cmake = QStringLiteral(CMAKE);
    QString output;
    QVERIFY2(run(cmake,
                 {QStringLiteral("--install"), QStringLiteral(BUILD_FOLDER), QStringLiteral("--prefix"), installed,
                  QStringLiteral("--component"), QStringLiteral("asq")},
                 output),
             qPrintable(output));
    QVERIFY(QFile::exists(installed + QStringLiteral("/include/asq/core/sequence.h")));
    QVERIFY2(run(cmake,
                 {QStringLiteral("-S"), QStringLiteral(CONSUMER), QStringLiteral("-B"), build, QStringLiteral("-G"),
                  QStringLiteral("Ninja"), QStringLiteral("-DCMAKE_PREFIX_PATH=") + installed,
                  QStringLiteral("-DCMAKE_CXX_COMPILER=" COMPILER), QStringLiteral("-DCMAKE_CXX_FLAGS=" COMPILER_FLAGS),
                  QStringLiteral("-DCMAKE_EXE_LINKER_FLAGS=" LINKER_FLAGS)},
                 output),
             qPrintable(output));
    QVERIFY2(run(cmake, {QStringLiteral("--build"), build}, output), qPrintable(output));

    const QString recording = folder.filePath(QStringLiteral("kitchen.asqtrace"));
    QVERIFY2(run(build + QStringLiteral("/kitchen"), {recording}, output), qPrintable(output));
    QCOMPARE(output, QStringLiteral("served: soup\nserved: pie\nserved: tea\n"));
    const trace::Result<trace::TraceFile> file = trace::readTraceFile(recording);
    QVERIFY(file.ok());
    QVERIFY(trace::TraceVerifier::verify(file->trace).isEmpty());
    QCOMPARE(file->trace.label(trace::EntityId::Program), QStringLiteral("kitchen"));
}

void tst_Package::thePageShowsTheProjectAsItIs()
{
    const QString page = textOf(QStringLiteral(PAGE));
    for (const char *name : {"CMakeLists.txt", "kitchen.cpp"}) {
        const QString text = textOf(QStringLiteral(CONSUMER "/") + QLatin1String(name));
        QVERIFY(!text.isEmpty());
        QVERIFY2(page.contains(QLatin1Char('\n') + text + QLatin1String("```\n")), name);
    }
}

QTEST_GUILESS_MAIN(tst_Package)
#include "tst_package.moc"
