#include "asqprogram.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace asqtest;

/// The conformance programs print through the command line what the published library prints. Those that must pass
/// are listed; of the others it is said which pass and which are known to be open.
class ConformanceTest : public QObject
{
    Q_OBJECT

private:
    /// By number. One that passes of the others belongs in here.
    const QStringList m_mustPass =
        QStringLiteral("01 04 07 10 13 16 19 22 25 28 31 34 37 40 43 46 49 52 55 58 61 64 67").split(u' ');
    QString m_folder;
    QStringList m_programs; ///< Names without ".js".

    Outcome run(const QString &program, bool isVirtual) const
    {
        QStringList arguments{QStringLiteral("run")};
        if (isVirtual)
            arguments.append(QStringLiteral("--virtual"));
        return runAsq(arguments + QStringList{m_folder + u'/' + program + QStringLiteral(".js")});
    }

    QByteArray expected(const QString &program) const
    {
        return fileContent(m_folder + u'/' + program + QStringLiteral(".out"));
    }

    bool mustPass(const QString &program) const { return m_mustPass.contains(program.left(2)); }

private Q_SLOTS:
    void initTestCase()
    {
        const QString shared = sharedFolder();
        if (shared.isEmpty())
            QSKIP("No shared folder beside the repository and no INTERLEAVE_SHARED: skipped are all programs of "
                  "conformance/programs.");
        m_folder = shared + QStringLiteral("/conformance/programs");
        const QStringList files = QDir(m_folder).entryList({QStringLiteral("*.js")}, QDir::Files, QDir::Name);
        for (const QString &file : files)
            m_programs.append(file.chopped(3));
    }

    void everyProgramThatMustPassIsThere()
    {
        for (const QString &number : m_mustPass)
            QCOMPARE(m_programs.filter(QRegularExpression(u'^' + number + u'-')).size(), 1);
    }

    void theProgramPrintsExactlyItsOutput_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<bool>("isVirtual");
        for (const QString &program : std::as_const(m_programs)) {
            if (!mustPass(program))
                continue;
            QTest::newRow(qPrintable(program + QStringLiteral(", virtual clock"))) << program << true;
            QTest::newRow(qPrintable(program + QStringLiteral(", real clock"))) << program << false;
        }
    }
    void theProgramPrintsExactlyItsOutput()
    {
        QFETCH(QString, program);
        QFETCH(bool, isVirtual);
        Outcome outcome = run(program, isVirtual);
        // Real timers stand 5 to 30 ms apart: a machine that gives a program nothing for so long changes their order, for
        // the published library as well. It may try again then; on the virtual clock nothing excuses it.
        for (int tries = 1; !isVirtual && tries < 3 && outcome.output != expected(program); ++tries) {
            qInfo("the machine was too busy, once more");
            outcome = run(program, isVirtual);
        }
        QVERIFY2(outcome.output == expected(program), outcome.report());
    }

    void theOtherProgramsAreCountedAndNamed()
    {
        QStringList open, passing;
        for (const QString &program : std::as_const(m_programs)) {
            if (!mustPass(program))
                (run(program, true).output == expected(program) ? passing : open).append(program);
        }
        QVERIFY2(open.size() + passing.size() + m_mustPass.size() == m_programs.size(), "a program was not looked at");
        qInfo("known to be open: %s", qPrintable(open.join(QStringLiteral(", "))));
        if (!passing.isEmpty())
            qInfo("now passing, list them as required: %s", qPrintable(passing.join(QStringLiteral(", "))));
    }
};

QTEST_GUILESS_MAIN(ConformanceTest)
#include "tst_conformance.moc"
