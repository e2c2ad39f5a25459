#include "script/instrument.h"

#include <QTest>

using namespace asq::script;

class InstrumentErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anErrorNamesItsPlace_data();
    void anErrorNamesItsPlace();
    void anInstrumenterWorksOnAfterAnError();

private:
    QString error(const QString &text);
    Instrumenter m_instrumenter;
};

QString InstrumentErrors::error(const QString &text)
{
    const auto result = m_instrumenter.instrument(text, 1);
    const SyntaxError *error = std::get_if<SyntaxError>(&result);
    return error ? QStringLiteral("%1:%2 %3").arg(error->line).arg(error->column).arg(error->message) : QString();
}

void InstrumentErrors::anErrorNamesItsPlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
    };
    // what is no JavaScript
    row("foo( ;", "1:6 Unexpected token ;");
    row("var a = 1;\n  foo(1,,2);", "2:9 Unexpected token ,");
    row("foo(1", "1:6 Unexpected end of the program");
    row("\xef\xbb\xbf"
        "foo(]",
        "1:5 Unexpected token ]");
    row("a;\r\nb;\r\n  )", "3:3 Unexpected token )");
    row("function f() {\n  return 1;\n", "3:1 Unexpected end of the program");
    row("return 1;", "1:1 'return' outside of function");
    row("let a = 1;\nlet a = 2;", "2:5 Identifier 'a' has already been declared");
    row("'abc", "1:1 Unterminated string constant");
    row("`abc", "1:2 Unterminated template");
    row("/* abc", "1:1 Unterminated comment");
    row("var x = /(/;", "1:10 Invalid regular expression: /(/: Unterminated group");
    row("f() = 1", "1:1 Assigning to rvalue");
    row("break;", "1:1 Unsyntactic break");
    row("'use strict'; with (a) {}", "1:15 'with' in strict mode");
    row("import a from 'a'", "1:1 'import' and 'export' may appear only with 'sourceType: module'");
    row("await f()", "1:7 Unexpected token f");
    // what the engine lacks
    row("async function f() {}", "1:1 async functions are not supported by this JavaScript engine");
    row("f(async () => 1)", "1:3 async functions are not supported by this JavaScript engine");
    row("x = { a: 1,\n  ...b }", "2:3 ... in an object is not supported by this JavaScript engine");
    row("var { a, ...b } = c", "1:10 ... in an object pattern is not supported by this JavaScript engine");
    row("try {} catch {}", "1:8 catch without a parameter is not supported by this JavaScript engine");
    row("class A { x = 1 }", "1:11 Class fields are not supported by this JavaScript engine");
    row("class A { #x() {} }", "1:11 Private members are not supported by this JavaScript engine");
    row("class A { static {} }", "1:11 Static blocks are not supported by this JavaScript engine");
    row("a ||= 1", "1:1 ||= is not supported by this JavaScript engine");
    row("1n", "1:1 BigInt numbers are not supported by this JavaScript engine");
    row("1_000", "1:1 _ in a number is not supported by this JavaScript engine");
    row("x = 010", "1:5 A number that begins with 0 is not supported by this JavaScript engine");
    row("/a/s", "1:1 This flag of a regular expression is not supported by this JavaScript engine");
    row("import('a')", "1:1 import(..) is not supported by this JavaScript engine");
    row("if (1) function f() {}",
        "1:8 A function declaration without a block around it is not supported by this JavaScript engine");
    row("for (var i = 0 in {});", "1:1 A value for the variable of for..in is not supported by this JavaScript engine");
    // what the engine refuses for reasons of its own: it tells the line
    row("1;\n  var let = 1;", "2:3 Expected token `identifier'");
}

void InstrumentErrors::anErrorNamesItsPlace()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(error(text), expected);
}

void InstrumentErrors::anInstrumenterWorksOnAfterAnError()
{
    QVERIFY(!error(QStringLiteral("f(")).isEmpty());
    QVERIFY(error(QStringLiteral("let a = 1")).isEmpty());
    QVERIFY(error(QStringLiteral("let a = 1")).isEmpty()); // nothing stays of the text before
}

QTEST_GUILESS_MAIN(InstrumentErrors)
#include "tst_instrument_errors.moc"
