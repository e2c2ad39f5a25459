#include "includecheck.h"
#include "namecheck.h"

#include <QFile>
#include <QTest>

// A world in a few lines: the table, and what three folders hold.
static const char table[] = R"(
# The engine
## Layers (edges run one way)
```
engine/core      sequences → and more        → QtCore
engine/trace     events                      → QtCore, zstd
engine/record    what core announces         → core, trace
engine/adapt     QFuture ↔ engine            → core, Qt parts
ui/geometry      pure                        → engine/record, QtCore
ui/controls      small controls (QML)        → nothing of ours
ui/timeline, ui/panels   the views           → ui/geometry, ui/controls, QtQuick
app/cli → engine        app/gui → ui, engine
```
)";

class LayersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRepositoryKeepsToTheTable();
    void theRepositoryHasNoNameTwice();
    void theTopLevelHoldsNothingElse();

    void anEdgeBringsTheEdgesOfItsLayer();
    void severalLayersMayStandInOneRow();
    void anAllowedIncludePasses();
    void anIncludeAgainstTheArrowFails();
    void aQtModuleBeyondTheRowFails();
    void aLibraryBeyondTheRowFails();
    void aPrefixedQtHeaderFails();
    void anIncludeWithoutItsLayerFails();
    void aProgramNamesItsOwnHeadersAsTheyAre();
    void aFolderWithoutARowFails();
    void aQmlImportAgainstTheArrowFails();
    void aNameInTwoFoldersFails();
    void aStrayTopLevelNameFails();
    void aLongFileIsNamed();

private:
    QStringList edges(const QMap<QString, QByteArray> &files) const
    {
        QtModules qt;
        qt.add(QStringLiteral("QString"), QStringLiteral("QtCore"));
        qt.add(QStringLiteral("QColor"), QStringLiteral("QtGui"));
        qt.add(QStringLiteral("QTcpSocket"), QStringLiteral("QtNetwork"));
        return forbiddenEdges({files, {}}, LayerTable::parse(QString::fromUtf8(table)), qt);
    }
};

// One line each: the test library cuts long messages.
static bool areNone(const QStringList &findings)
{
    for (const QString &line : findings)
        qInfo("%s", qPrintable(line));
    return findings.isEmpty();
}

static SourceTree repository()
{
    return SourceTree::load(QStringLiteral(SOURCE_ROOT));
}

void LayersTest::theRepositoryKeepsToTheTable()
{
    QFile readme(QStringLiteral(SOURCE_ROOT "/engine/README.md"));
    QVERIFY(readme.open(QIODevice::ReadOnly));
    const LayerTable law = LayerTable::parse(QString::fromUtf8(readme.readAll()));
    QCOMPARE(law.layers().size(), 16);
    QVERIFY(areNone(forbiddenEdges(repository(), law, QtModules(QStringLiteral(QT_HEADERS)))));
}

void LayersTest::theRepositoryHasNoNameTwice()
{
    QVERIFY(areNone(repeatedNames(repository())));
    areNone(longFiles(repository())); // Length is advice: said, not enforced.
}

void LayersTest::theTopLevelHoldsNothingElse()
{
    QVERIFY(areNone(strayTopLevelNames(repository())));
}

void LayersTest::anEdgeBringsTheEdgesOfItsLayer()
{
    const QSet<QString> reach = LayerTable::parse(QString::fromUtf8(table)).reach(QStringLiteral("engine/record"));
    const QSet<QString> expected = {QStringLiteral("engine/record"), QStringLiteral("engine/core"),
                                    QStringLiteral("engine/trace"), QStringLiteral("QtCore"), QStringLiteral("zstd")};
    QCOMPARE(reach, expected);
}

void LayersTest::severalLayersMayStandInOneRow()
{
    const LayerTable law = LayerTable::parse(QString::fromUtf8(table));
    QVERIFY(law.reach(QStringLiteral("ui/panels")).contains(QStringLiteral("QtGui")));
    QVERIFY(law.reach(QStringLiteral("app/cli")).contains(QStringLiteral("engine/adapt")));
    QVERIFY(!law.reach(QStringLiteral("app/cli")).contains(QStringLiteral("ui/geometry")));
    QVERIFY(law.reach(QStringLiteral("app/gui")).contains(QStringLiteral("ui/timeline")));
}

void LayersTest::anAllowedIncludePasses()
{
    QCOMPARE(edges({{QStringLiteral("engine/record/r.h"),
                     "#include \"core/c.h\"\n#include <QString>\n#include <zstd.h>\n"},
                    {QStringLiteral("engine/core/c.h"), "#include <vector>\n"},
                    {QStringLiteral("engine/adapt/a.cpp"), "#include <QTcpSocket>\n"},
                    {QStringLiteral("ui/panels/P.qml"), "import QtQuick.Controls\nimport QtQml\n"}}),
             QStringList());
}

void LayersTest::anIncludeAgainstTheArrowFails()
{
    QCOMPARE(edges({{QStringLiteral("engine/core/c.h"), "#pragma once\n#include \"record/r.h\"\n"},
                    {QStringLiteral("engine/record/r.h"), ""}}),
             QStringList(QStringLiteral("engine/core/c.h:2: engine/core may not use engine/record (\"record/r.h\")")));
}

void LayersTest::aQtModuleBeyondTheRowFails()
{
    QCOMPARE(edges({{QStringLiteral("engine/core/c.h"), "#include <QColor>\n"}}),
             QStringList(QStringLiteral("engine/core/c.h:1: engine/core may not use QtGui (<QColor>)")));
}

void LayersTest::aLibraryBeyondTheRowFails()
{
    QCOMPARE(edges({{QStringLiteral("engine/core/c.cpp"), "\n#include <zstd.h>\n"}}),
             QStringList(QStringLiteral("engine/core/c.cpp:2: engine/core may not use zstd (<zstd.h>)")));
}

void LayersTest::aPrefixedQtHeaderFails()
{
    const QStringList findings = edges({{QStringLiteral("tests/engine/tst_c.cpp"), "#include <QtCore/QString>\n"}});
    QCOMPARE(findings.size(), 1);
    QVERIFY(
        findings.first().startsWith(QLatin1String("tests/engine/tst_c.cpp:1: <QtCore/QString> names its Qt module")));
}

void LayersTest::anIncludeWithoutItsLayerFails()
{
    const QStringList findings = edges(
        {{QStringLiteral("engine/core/c.cpp"), "#include \"c.h\"\n"}, {QStringLiteral("engine/core/c.h"), ""}});
    QCOMPARE(findings.size(), 1);
    QVERIFY(findings.first().startsWith(QLatin1String("engine/core/c.cpp:1: \"c.h\" is no file of a layer")));
}

void LayersTest::aProgramNamesItsOwnHeadersAsTheyAre()
{
    QCOMPARE(edges({{QStringLiteral("app/cli/c.cpp"), "#include \"c.h\"\n"}, {QStringLiteral("app/cli/c.h"), ""}}),
             QStringList());
}

void LayersTest::aFolderWithoutARowFails()
{
    const QStringList findings = edges({{QStringLiteral("engine/magic/m.h"), ""}});
    QCOMPARE(findings,
             QStringList(QStringLiteral("engine/magic/m.h:0: the table of layers has no row for engine/magic")));
}

void LayersTest::aQmlImportAgainstTheArrowFails()
{
    QCOMPARE(edges({{QStringLiteral("ui/timeline/CMakeLists.txt"), "qt_add_qml_module(t URI Interleave.Timeline)"},
                    {QStringLiteral("ui/controls/B.qml"),
                     "import QtQuick\nimport Interleave.Timeline\nimport Interleave.Nothing\n"}}),
             QStringList(
                 {QStringLiteral(
                      "ui/controls/B.qml:2: ui/controls may not use ui/timeline (import Interleave.Timeline)"),
                  QStringLiteral("ui/controls/B.qml:3: no CMakeLists.txt makes the QML module Interleave.Nothing")}));
}

void LayersTest::aNameInTwoFoldersFails()
{
    const SourceTree tree = {{{QStringLiteral("engine/core/value.h"), ""},
                              {QStringLiteral("engine/core/value.cpp"), ""},
                              {QStringLiteral("engine/trace/value.h"), ""},
                              {QStringLiteral("app/cli/main.cpp"), ""},
                              {QStringLiteral("app/gui/main.cpp"), ""}},
                             {}};
    QCOMPARE(repeatedNames(tree),
             QStringList(QStringLiteral("engine/trace/value.h:1: a file in engine/core has this name too")));
}

void LayersTest::aStrayTopLevelNameFails()
{
    const SourceTree tree = {{},
                             {QStringLiteral("engine"), QStringLiteral(".ci"), QStringLiteral("notes.txt"),
                              QStringLiteral("build")}};
    QCOMPARE(strayTopLevelNames(tree), QStringList(QStringLiteral("notes.txt:1: the top level has no place for this")));
}

void LayersTest::aLongFileIsNamed()
{
    const SourceTree tree = {{{QStringLiteral("ui/panels/Long.qml"), QByteArray(301, '\n')},
                              {QStringLiteral("engine/core/long.cpp"), QByteArray(301, '\n')}},
                             {}};
    QCOMPARE(longFiles(tree),
             QStringList(QStringLiteral("ui/panels/Long.qml:1: 301 lines; past 300 it wants splitting")));
}

QTEST_GUILESS_MAIN(LayersTest)
#include "tst_layers.moc"
