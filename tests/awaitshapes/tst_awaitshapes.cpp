#include "awaitshapes.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

// gcc 12.2 destroys some temporaries twice when they stand in one full expression with co_await or co_yield, and says
// nothing. None of our code has such shapes.
class tst_AwaitShapes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRepositoryHasNone();
    void aShapeIsFound_data();
    void aShapeIsFound();
    void whatIsSafePasses_data();
    void whatIsSafePasses();
};

void tst_AwaitShapes::theRepositoryHasNone()
{
    QStringList findings;
    int read = 0;
    for (const char *top : {"engine", "app", "ui", "tests", "resources"}) {
        QDirIterator files(QStringLiteral(SOURCE_ROOT "/") + QLatin1String(top),
                           {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString text = QString::fromUtf8(file.readAll());
            read += text.contains(QLatin1String("co_await")) ? 1 : 0;
            for (const AwaitShape &shape : badAwaitShapes(text))
                findings.append(QStringLiteral("%1:%2: %3").arg(file.fileName()).arg(shape.line).arg(shape.what));
        }
    }
    QVERIFY2(findings.isEmpty(), qPrintable(findings.join(QLatin1Char('\n'))));
    QVERIFY(read > 15);
}

void tst_AwaitShapes::aShapeIsFound_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("what");
    const QString lambda = QStringLiteral("a lambda that captures by value");
    const QString list = QStringLiteral("a temporary made by a braced list");
    const QString within = QStringLiteral("within a braced list");
    QTest::newRow("copies") << QStringLiteral("co_await s.val([c](int i) { return c + i; });") << lambda;
    QTest::newRow("copies all") << QStringLiteral("x = co_await f([=] { return c; });") << lambda;
    QTest::newRow("makes") << QStringLiteral("co_await f([c = g()]() mutable { return c; });") << lambda;
    QTest::newRow("among references") << QStringLiteral("co_await f([&a, b] { return b; });") << lambda;
    QTest::newRow("before it") << QStringLiteral("g([c] { return c; }, co_await f());") << lambda;
    QTest::newRow("aggregate") << QStringLiteral("co_await f(Order{name, 3});") << list;
    QTest::newRow("template") << QStringLiteral("co_yield Pair<int>{1, 2};") << list;
    QTest::newRow("in a list") << QStringLiteral("const Order o = {1}; Order p{co_await f(), 2};") << within;
    QTest::newRow("in a condition") << QStringLiteral("while (co_await f(Order{1})) { g(); }") << list;
}

void tst_AwaitShapes::aShapeIsFound()
{
    QFETCH(QString, code);
    QFETCH(QString, what);
    const QList<AwaitShape> shapes = badAwaitShapes(QStringLiteral("void t()\n{\n    ") + code
                                                    + QStringLiteral("\n}\n"));
    QVERIFY(shapes.contains(AwaitShape({3, what})));
}

void tst_AwaitShapes::whatIsSafePasses_data()
{
    QTest::addColumn<QString>("code");
    QTest::newRow("references") << QStringLiteral("co_await f([&] { return c; }); co_await g([&c, this] { h(c); });");
    QTest::newRow("no captures") << QStringLiteral("co_await f([](int i) { return i; });");
    QTest::newRow("named before") << QStringLiteral("const auto l = [c] { return c; };\nco_await f(l);");
    QTest::newRow("the coroutine itself")
        << QStringLiteral("go([channel, n = 3]() -> Task<> { for (;;) { co_await channel.take(); } });");
    QTest::newRow("a constructor") << QStringLiteral("co_await f(Order(name, 3));");
    QTest::newRow("a block behind") << QStringLiteral("if (co_await f()) g(); else { h(); }");
    QTest::newRow("an index") << QStringLiteral("const int n = list[i]; co_await f(list[n], a[0](1));");
    QTest::newRow("words") << QStringLiteral("// co_await f(Order{1})\nconst char *t = \"co_await f(Order{1})\";");
}

void tst_AwaitShapes::whatIsSafePasses()
{
    QFETCH(QString, code);
    QCOMPARE(badAwaitShapes(code), QList<AwaitShape>());
}

QTEST_GUILESS_MAIN(tst_AwaitShapes)
#include "tst_awaitshapes.moc"
