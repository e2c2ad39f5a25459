// Not a parser: the full expression around a co_await is taken to reach from the last `;`, `{` or `}` before it to the next
// `;` that is not within brackets, with the lambdas that are arguments beside it. A lambda around it begins at its own `{`, so its captures are not part of it; a lambda
// within it is.
#include "awaitshapes.h"

#include <QRegularExpression>

namespace {

/// Comments, strings and characters as blanks; lines stay.
QString codeOf(QString source)
{
    static const QRegularExpression other(
        QStringLiteral(R"x(//[^\n]*|/\*.*?\*/|R"\((?:.|\n)*?\)"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])')x"),
        QRegularExpression::DotMatchesEverythingOption);
    QString code = source;
    for (const QRegularExpressionMatch &match : other.globalMatch(source)) {
        for (qsizetype i = match.capturedStart(); i < match.capturedEnd(); ++i) {
            if (code.at(i) != QLatin1Char('\n'))
                code[i] = QLatin1Char(' ');
        }
    }
    return code;
}

bool isOneOf(QChar c, const char *set)
{
    return QLatin1String(set).contains(c);
}

qsizetype beginOf(const QString &code, qsizetype at)
{
    int depth = 0;
    QChar behind; // The character that follows, blanks aside.
    for (; at > 0; --at) {
        const QChar c = code.at(at - 1);
        const bool endsLambda = c == QLatin1Char('}') && !behind.isNull() && isOneOf(behind, ",).(");
        if (isOneOf(c, ")]") || endsLambda)
            ++depth;
        else if (isOneOf(c, "([") || (c == QLatin1Char('{') && depth > 0))
            --depth;
        else if (isOneOf(c, ";{}") && depth <= 0)
            break;
        if (!c.isSpace())
            behind = c;
    }
    return at;
}

qsizetype endOf(const QString &code, qsizetype at)
{
    int depth = 0;
    for (; at < code.size(); ++at) {
        const QChar c = code.at(at);
        if (isOneOf(c, "([{"))
            ++depth;
        else if (isOneOf(c, ")]}") && --depth < 0 && c == QLatin1Char('}'))
            break;
        else if (c == QLatin1Char(';') && depth <= 0)
            break;
    }
    return at;
}

bool capturesByValue(const QString &captures)
{
    for (const QString &part : captures.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QString capture = part.trimmed();
        if (!capture.isEmpty() && !capture.startsWith(QLatin1Char('&')) && capture != QLatin1String("this"))
            return true;
    }
    return false;
}

/// The brace that the expression begins behind opens a list of values, not a block.
bool standsInList(const QString &code, qsizetype begin)
{
    if (begin == 0 || code.at(begin - 1) != QLatin1Char('{'))
        return false;
    static const QRegularExpression block(
        QStringLiteral(R"((^|[;{}):]|\b(else|do|try|mutable|noexcept|const)|->\s*[\w:<>,\s*&]+)\s*$)"));
    return !block.match(code.left(begin - 1)).hasMatch();
}

} // namespace

QList<AwaitShape> badAwaitShapes(const QString &source)
{
    static const QRegularExpression word(QStringLiteral(R"(\bco_(await|yield)\b)"));
    static const QRegularExpression lambda(QStringLiteral(R"((?<![\w)\]])\s*\[([^\[\]]*)\]\s*[({m])"));
    static const QRegularExpression list(QStringLiteral(R"([\w>]\s*\{)"));
    const QString code = codeOf(source);
    QList<AwaitShape> shapes;
    for (const QRegularExpressionMatch &match : word.globalMatch(code)) {
        const qsizetype begin = beginOf(code, match.capturedStart());
        const QString expression = code.mid(begin, endOf(code, match.capturedEnd()) - begin);
        const int line = int(code.left(match.capturedStart()).count(QLatin1Char('\n'))) + 1;
        for (const QRegularExpressionMatch &found : lambda.globalMatch(expression)) {
            if (capturesByValue(found.captured(1)))
                shapes.append({line, QStringLiteral("a lambda that captures by value")});
        }
        if (list.match(expression).hasMatch())
            shapes.append({line, QStringLiteral("a temporary made by a braced list")});
        if (standsInList(code, begin))
            shapes.append({line, QStringLiteral("within a braced list")});
    }
    return shapes;
}
