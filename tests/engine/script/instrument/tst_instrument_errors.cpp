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
    row("var a = await f(", "1:15 Unexpected token f");
    row("import { a } from './b.js'; a = 1;", "1:29 An imported name can't be assigned to");
    row("class A { m() { this.#x } }", "1:22 Private field '#x' must be declared in an enclosing class");
    // what the engine lacks
    row("1n", "1:1 BigInt numbers are not supported by this JavaScript engine");
    row("/a/d", "1:1 This flag of a regular expression is not supported by this JavaScript engine");
    row("x = /(?<=a)b/", "1:5 (?<=..) and (?<!..) in a regular expression are not supported by this JavaScript engine");
    row("/\\p{L}/u", "1:1 \\p{..} in a regular expression is not supported by this JavaScript engine");
    row("l: function f() {}",
        "1:4 A function declaration without a block around it is not supported by this JavaScript engine");
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
