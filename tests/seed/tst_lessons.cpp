#include "asqprogram.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace asqtest;

/// The lessons: the index, the files and what the programs print.
class LessonsTest : public QObject
{
    Q_OBJECT

private:
    const QString m_folder = sourcePath(QStringLiteral("resources/lessons"));
    QList<QJsonObject> m_index;

    QByteArray content(const QString &lesson, const QString &file) const
    {
        return fileContent(m_folder + u'/' + lesson + u'/' + file);
    }

    void eachLessonAsRow() const
    {
        QTest::addColumn<QString>("lesson");
        for (const QJsonObject &entry : m_index) {
            const QString lesson = entry[QStringLiteral("folder")].toString();
            QTest::newRow(qPrintable(lesson)) << lesson;
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QJsonDocument document = QJsonDocument::fromJson(fileContent(m_folder + QStringLiteral("/index.json")));
        const QJsonArray lessons = document.object()[QStringLiteral("lessons")].toArray();
        for (const QJsonValue &entry : lessons)
            m_index.append(entry.toObject());
        QVERIFY(!m_index.isEmpty());
    }

    void theIndexNamesEveryFolderOnceAndInOrder()
    {
        QStringList named;
        for (const QJsonObject &entry : std::as_const(m_index))
            named.append(entry[QStringLiteral("folder")].toString());
        QCOMPARE(named, QDir(m_folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name));
    }

    void everyEntryHasATitleAPatternAndALine()
    {
        for (const QJsonObject &entry : std::as_const(m_index)) {
            QCOMPARE(entry.size(), 4);
            for (const char *key : {"folder", "title", "pattern", "line"})
                QVERIFY2(!entry[QLatin1String(key)].toString().isEmpty(), key);
        }
    }

    void theTextHasItsTitleAndItsSectionsInOrder_data() { eachLessonAsRow(); }
    void theTextHasItsTitleAndItsSectionsInOrder()
    {
        QFETCH(QString, lesson);
        QString title;
        for (const QJsonObject &entry : std::as_const(m_index)) {
            if (entry[QStringLiteral("folder")].toString() == lesson)
                title = entry[QStringLiteral("title")].toString();
        }
        const QString text = QString::fromUtf8(content(lesson, QStringLiteral("text.md")));
        const QStringList headings = text.split(u'\n').filter(QStringLiteral("# "));
        const QStringList expected{QStringLiteral("# ") + title, QStringLiteral("## Watch"), QStringLiteral("## Try"),
                                   QStringLiteral("## Question"), QStringLiteral("## Answer")};
        QCOMPARE(headings, expected);
    }

    void theProgramIsShortEnoughToReadAtOnce_data() { eachLessonAsRow(); }
    void theProgramIsShortEnoughToReadAtOnce()
    {
        QFETCH(QString, lesson);
        const qsizetype lines = content(lesson, QStringLiteral("program.js")).count('\n');
        QVERIFY2(lines >= 10 && lines <= 40, qPrintable(QString::number(lines)));
    }

    void theProgramPrintsWhatIsExpectedOnTheVirtualClock_data() { eachLessonAsRow(); }
    void theProgramPrintsWhatIsExpectedOnTheVirtualClock()
    {
        QFETCH(QString, lesson);
        const Outcome outcome = runAsq({QStringLiteral("run"), QStringLiteral("--virtual"),
                                        m_folder + u'/' + lesson + QStringLiteral("/program.js")});
        QVERIFY2(outcome.output == content(lesson, QStringLiteral("expected.txt")), outcome.report());
        QCOMPARE(outcome.exitCode, 0);
        // Only the deadlock leaves somebody waiting, and the command line says so.
        QCOMPARE(outcome.errors.contains("still waits"), lesson.endsWith(QStringLiteral("deadlock")));
    }
};

QTEST_GUILESS_MAIN(LessonsTest)
#include "tst_lessons.moc"
