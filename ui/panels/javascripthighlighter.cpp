#include "panels/javascripthighlighter.h"

#include <QSet>

namespace interleave {

namespace {

const QSet<QString> &keywords()
{
    static const QSet<QString> words = {
        QStringLiteral("async"),     QStringLiteral("await"),      QStringLiteral("break"),
        QStringLiteral("case"),      QStringLiteral("catch"),      QStringLiteral("class"),
        QStringLiteral("const"),     QStringLiteral("continue"),   QStringLiteral("default"),
        QStringLiteral("delete"),    QStringLiteral("do"),         QStringLiteral("else"),
        QStringLiteral("extends"),   QStringLiteral("false"),      QStringLiteral("finally"),
        QStringLiteral("for"),       QStringLiteral("function"),   QStringLiteral("if"),
        QStringLiteral("in"),        QStringLiteral("instanceof"), QStringLiteral("let"),
        QStringLiteral("new"),       QStringLiteral("null"),       QStringLiteral("of"),
        QStringLiteral("return"),    QStringLiteral("static"),     QStringLiteral("super"),
        QStringLiteral("switch"),    QStringLiteral("this"),       QStringLiteral("throw"),
        QStringLiteral("true"),      QStringLiteral("try"),        QStringLiteral("typeof"),
        QStringLiteral("undefined"), QStringLiteral("var"),        QStringLiteral("void"),
        QStringLiteral("while"),     QStringLiteral("yield")};
    return words;
}

bool isWordPart(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('_') || c == QLatin1Char('$');
}

} // namespace

JavaScriptHighlighter::JavaScriptHighlighter(QObject *parent) : QSyntaxHighlighter(parent)
{
    connect(this, &JavaScriptHighlighter::colorsChanged, this, &QSyntaxHighlighter::rehighlight, Qt::QueuedConnection);
}

void JavaScriptHighlighter::setTarget(QQuickTextDocument *target)
{
    if (target == m_target)
        return;
    m_target = target;
    setDocument(target ? target->textDocument() : nullptr);
    Q_EMIT targetChanged();
}

void JavaScriptHighlighter::paint(qsizetype from, qsizetype to, const QColor &color)
{
    QTextCharFormat format;
    format.setForeground(color);
    setFormat(int(from), int(to - from), format);
}

void JavaScriptHighlighter::highlightBlock(const QString &text)
{
    setCurrentBlockState(Plain);
    qsizetype at = 0;
    if (previousBlockState() == InComment)
        at = comment(text, 0);
    else if (previousBlockState() == InTemplate)
        at = quotedText(text, 0, 0, QLatin1Char('`'));
    while (at < text.size()) {
        const QChar c = text.at(at);
        const QStringView rest = QStringView(text).mid(at);
        if (rest.startsWith(QStringLiteral("//"))) {
            paint(at, text.size(), m_comment);
            return;
        }
        if (rest.startsWith(QStringLiteral("/*")))
            at = comment(text, at);
        else if (c == QLatin1Char('"') || c == QLatin1Char('\'') || c == QLatin1Char('`'))
            at = quotedText(text, at, at + 1, c);
        else if (c.isDigit())
            at = number(text, at);
        else if (isWordPart(c))
            at = word(text, at);
        else
            ++at;
    }
}

qsizetype JavaScriptHighlighter::comment(const QString &text, qsizetype from)
{
    const qsizetype searchFrom = previousBlockState() == InComment && from == 0 ? 0 : from + 2;
    const qsizetype end = text.indexOf(QStringLiteral("*/"), searchFrom);
    const qsizetype stop = end < 0 ? text.size() : end + 2;
    if (end < 0)
        setCurrentBlockState(InComment);
    paint(from, stop, m_comment);
    return stop;
}

qsizetype JavaScriptHighlighter::quotedText(const QString &text, qsizetype from, qsizetype contents, QChar quote)
{
    qsizetype at = contents;
    while (at < text.size() && text.at(at) != quote)
        at += text.at(at) == QLatin1Char('\\') ? 2 : 1;
    if (at >= text.size() && quote == QLatin1Char('`'))
        setCurrentBlockState(InTemplate);
    const qsizetype stop = std::min(text.size(), at + 1);
    paint(from, stop, m_string);
    return stop;
}

qsizetype JavaScriptHighlighter::number(const QString &text, qsizetype from)
{
    qsizetype at = from;
    while (at < text.size() && (isWordPart(text.at(at)) || text.at(at) == QLatin1Char('.')))
        ++at;
    paint(from, at, m_number);
    return at;
}

qsizetype JavaScriptHighlighter::word(const QString &text, qsizetype from)
{
    qsizetype at = from;
    while (at < text.size() && isWordPart(text.at(at)))
        ++at;
    const QString name = text.mid(from, at - from);
    qsizetype next = at;
    while (next < text.size() && text.at(next).isSpace())
        ++next;
    const bool member = from > 0 && text.at(from - 1) == QLatin1Char('.');
    if (!member && keywords().contains(name))
        paint(from, at, m_keyword);
    else if (name == QStringLiteral("ASQ"))
        paint(from, at, m_library);
    else if (next < text.size() && text.at(next) == QLatin1Char('('))
        paint(from, at, m_function);
    return at;
}

} // namespace interleave
