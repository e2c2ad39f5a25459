#include "asqprogram.h"

#include <QFileInfo>
#include <QTest>

#include <algorithm>

using namespace asqtest;

/// The tests that the published packages bring, unmodified, against our ASQ. They come from npm (`npm ci`) and are no
/// part of the product. On the virtual clock; with INTERLEAVE_REAL_CLOCK set on the real one as well, where two of them
/// depend on timers that are 5 to 30 ms apart.
class UpstreamTest : public QObject
{
    Q_OBJECT

private:
    const QString m_packages = sourcePath(QStringLiteral("node_modules"));

    QStringList files() const
    {
        const QString folder = sourcePath(QStringLiteral("tests/conformance/upstream"));
        return {folder + QStringLiteral("/globals.js"), m_packages + QStringLiteral("/asynquence/tests.js"),
                m_packages + QStringLiteral("/asynquence-contrib/tests.js"), folder + QStringLiteral("/driver.js")};
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const QString &file : files())
            if (!QFileInfo::exists(file))
                QSKIP(qPrintable(
                    QStringLiteral("Skipped are all tests of the published packages: no %1; `npm ci` fetches "
                                   "them.")
                        .arg(file)));
    }

    void everyTestOfBothPackagesPasses_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("virtual clock") << QStringList{QStringLiteral("--virtual")};
        if (qEnvironmentVariableIsSet("INTERLEAVE_REAL_CLOCK"))
            QTest::newRow("real clock") << QStringList{};
    }
    void everyTestOfBothPackagesPasses()
    {
        QFETCH(QStringList, options);
        const Outcome outcome = runAsq(QStringList{QStringLiteral("run")} + options + files(), 60000);
        const QList<QByteArray> lines = outcome.output.split('\n');
        const auto count = [&](const QByteArray &suite) {
            return std::count_if(lines.begin(), lines.end(), [&suite](const QByteArray &line) {
                return line.startsWith(suite + ' ') && line.endsWith(" passed");
            });
        };
        QVERIFY2(count("core") == 27, outcome.report());
        QVERIFY2(count("contrib") == 22, outcome.report());
    }
};

QTEST_GUILESS_MAIN(UpstreamTest)
#include "tst_upstream.moc"
