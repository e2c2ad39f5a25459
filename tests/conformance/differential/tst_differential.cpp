#include "asqprogram.h"

#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace asqtest;

/// Random programs print under `asq run` what they print under Node with the published library; see the README here.
/// INTERLEAVE_SEED and INTERLEAVE_PROGRAMS choose others than the first 500.
class DifferentialTest : public QObject
{
    Q_OBJECT

private:
    static QString fromEnvironment(const char *name, const char *otherwise)
    {
        return qEnvironmentVariable(name, QString::fromLatin1(otherwise));
    }

private Q_SLOTS:
    void randomProgramsPrintWhatThePublishedLibraryPrints()
    {
        const QString node = QStandardPaths::findExecutable(QStringLiteral("node"));
        const QString core = sourcePath(QStringLiteral("node_modules/asynquence/asq.src.js"));
        const QString contrib = sourcePath(QStringLiteral("node_modules/asynquence-contrib/contrib-es6.src.js"));
        if (node.isEmpty())
            QSKIP("Skipped is the comparison of random programs with the published library: there is no Node.");
        if (!QFileInfo::exists(core) || !QFileInfo::exists(contrib))
            QSKIP("Skipped is the comparison of random programs with the published library: `npm ci` fetches it.");

        const QString count = fromEnvironment("INTERLEAVE_PROGRAMS", "500");
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(node,
                      {QStringLiteral("--no-warnings"),
                       sourcePath(QStringLiteral("tests/conformance/differential/compare.mjs")),
                       QStringLiteral("--asq"), asqFile(), QStringLiteral("--core"), core, QStringLiteral("--contrib"),
                       contrib, QStringLiteral("--seed"), fromEnvironment("INTERLEAVE_SEED", "1"),
                       QStringLiteral("--count"), count, QStringLiteral("--jobs"), QStringLiteral("2")});
        QVERIFY(process.waitForFinished(-1));
        const QByteArray output = process.readAll();
        qInfo("%s", output.trimmed().split('\n').constLast().constData());
        QVERIFY2(output.contains(count.toLatin1() + " programs compared"), output);
        QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, output);
    }
};

QTEST_GUILESS_MAIN(DifferentialTest)
#include "tst_differential.moc"
