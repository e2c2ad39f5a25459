#include "asqprogram.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace asqtest;

/// What the published library printed, for programs on the corners of each call and for random ones: without the library
/// at hand, `asq run` prints the same. compare.mjs wrote the outputs.
class CornersTest : public QObject
{
    Q_OBJECT

private:
    const QString m_folder = sourcePath(QStringLiteral("tests/conformance/differential"));
    QTemporaryDir m_temporary;

    Outcome run(const QString &program) const
    {
        return runAsq({QStringLiteral("run"), QStringLiteral("--virtual"), QStringLiteral("--until"),
                       QStringLiteral("1000000"), m_folder + QStringLiteral("/surroundings.js"), program});
    }

private Q_SLOTS:
    void aCornerIsAsPublished_data()
    {
        QTest::addColumn<QString>("name");
        const QStringList files =
            QDir(m_folder + QStringLiteral("/corners")).entryList({QStringLiteral("*.js")}, QDir::Files);
        QVERIFY(files.size() >= 30);
        for (const QString &file : files)
            QTest::newRow(qPrintable(file)) << file.chopped(3);
    }
    void aCornerIsAsPublished()
    {
        QFETCH(QString, name);
        const QString corner = m_folder + QStringLiteral("/corners/") + name;
        QFile program(m_temporary.filePath(name + QStringLiteral(".js")));
        QVERIFY(program.open(QIODevice::WriteOnly));
        program.write("begin(\"" + name.toUtf8() + "\", function (stream) {\n"
                      + fileContent(corner + QStringLiteral(".js")) + "}, 1);\n");
        program.close();
        const Outcome outcome = run(program.fileName());
        QVERIFY2(outcome.output == fileContent(corner + QStringLiteral(".out")), outcome.report());
    }

    void randomProgramsAreAsPublished()
    {
        const Outcome outcome = run(m_folder + QStringLiteral("/random.js"));
        QVERIFY2(outcome.output == fileContent(m_folder + QStringLiteral("/random.out")), outcome.report());
    }
};

QTEST_GUILESS_MAIN(CornersTest)
#include "tst_corners.moc"
