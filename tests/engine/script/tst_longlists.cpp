#include "asqprogram.h"

#include <QTemporaryDir>
#include <QTest>

using namespace asqtest;

/// Lists that are longer than the script engine's stack has room for.
class LongListsTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_temporary;

    Outcome run(const QByteArray &text, const QStringList &options = {}) const
    {
        QFile program(m_temporary.filePath(QStringLiteral("program.js")));
        if (!program.open(QIODevice::WriteOnly))
            return {};
        program.write(text);
        program.close();
        return runAsq(QStringList{QStringLiteral("run"), QStringLiteral("--virtual")} + options
                          + QStringList{program.fileName()},
                      120000);
    }

private Q_SLOTS:
    void manyStepsAndMessagesComeThrough()
    {
        const Outcome outcome = run(R"(
            const count = 300000, steps = [], wrapper = ASQ.messages();
            for (let i = 0; i < count; ++i) {
                steps.push(function (done) { done(); });
                wrapper.push(i);
            }
            ASQ(wrapper)
                .val(function () { console.log("val", arguments.length); return wrapper; })
                .then(function (done) { console.log("then", arguments.length); done(wrapper); })
                .until(function (done) { console.log("until", arguments.length); done(wrapper); })
                .gate(function (done) { done(wrapper); })
                .val(function (list) { console.log("gate", list.length); });
            ASQ.apply(null, steps).val(function () { console.log("all steps"); });
        )");
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.output, "val 300000\nthen 300001\nuntil 300001\ngate 300000\nall steps\n");
    }

    void moreArgumentsThanTheEngineTakesAreAnError()
    {
        const Outcome outcome = run(R"(
            const wrapper = ASQ.messages();
            wrapper.length = 600000;
            ASQ(wrapper).val(function () { console.log("never"); }).or(function (error) { console.log(error.name); });
        )");
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.output, "RangeError\n");
    }

    void aLongListOfAChannelIsRead_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("alone") << QStringList();
        QTest::newRow("recorded") << QStringList{QStringLiteral("--record"),
                                                 m_temporary.filePath(QStringLiteral("program.asqtrace"))};
    }
    void aLongListOfAChannelIsRead()
    {
        QFETCH(QStringList, options);
        const Outcome outcome = run(R"(
            const ch = ASQ.csp.chan(700000), list = ch.messages;
            for (let i = 0; i < 600000; ++i)
                list.push(i);
            ASQ().runner(ASQ.csp.go(function* () {
                console.log(yield ASQ.csp.take(ch));
                ch.close();
                console.log(list.length, "left");
            }));
        )",
                                    options);
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.output, "0\n599999 left\n");
    }
};

QTEST_GUILESS_MAIN(LongListsTest)
#include "tst_longlists.moc"
