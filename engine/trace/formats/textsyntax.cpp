#include "trace/formats/textsyntax.h"

#include <array>
#include <limits>

namespace asq::trace::text {

namespace {

struct Unit {
    QLatin1String name;
    qint64 nanoseconds;
    int digits; ///< Decimal places that reach down to one nanosecond.
};
constexpr std::array<Unit, 4> units = {{
    {QLatin1String("s"), 1'000'000'000, 9},
    {QLatin1String("ms"), 1'000'000, 6},
    {QLatin1String("us"), 1'000, 3},
    {QLatin1String("ns"), 1, 0},
}};

/// The enumerator of `Kind` whose name() is `word`.
template<typename Kind>
std::optional<Kind> named(QStringView word, int count)
{
    for (int i = 0; i < count; ++i) {
        if (word == QLatin1String(name(static_cast<Kind>(i))))
            return static_cast<Kind>(i);
    }
    return std::nullopt;
}

bool isNameCharacter(QChar character)
{
    return character.isLetterOrNumber() || character == u'_' || character == u'-' || character == u'.';
}

bool needsEscape(QChar character)
{
    return character < u' ' || character == u'\x7f' || character == QChar::LineSeparator
        || character == QChar::ParagraphSeparator || character.isSurrogate()
        || character.category() == QChar::Other_Control || character.category() == QChar::Other_Format;
}

} // namespace

QString quoted(const QString &text)
{
    QString result;
    result.reserve(text.size() + 2);
    result += u'"';
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text.at(i);
        if (character == u'"' || character == u'\\') {
            result += u'\\';
            result += character;
        } else if (character == u'\n') {
            result += QLatin1String("\\n");
        } else if (character == u'\t') {
            result += QLatin1String("\\t");
        } else if (character.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            result += character;
            result += text.at(++i);
        } else if (needsEscape(character)) {
            result += QStringLiteral("\\u%1").arg(character.unicode(), 4, 16, QLatin1Char('0'));
        } else {
            result += character;
        }
    }
    result += u'"';
    return result;
}

std::optional<QString> unquoted(QStringView line, qsizetype *position)
{
    Q_ASSERT(*position < line.size() && line.at(*position) == u'"');
    QString result;
    for (qsizetype i = *position + 1; i < line.size(); ++i) {
        if (line.at(i) == u'"') {
            *position = i + 1;
            return result;
        }
        if (line.at(i) != u'\\') {
            result += line.at(i);
            continue;
        }
        if (++i == line.size())
            return std::nullopt;
        switch (line.at(i).unicode()) {
        case u'n': result += u'\n'; break;
        case u't': result += u'\t'; break;
        case u'"':
        case u'\\': result += line.at(i); break;
        case u'u': {
            bool isNumber = false;
            const uint code = line.mid(i + 1, 4).toUInt(&isNumber, 16);
            if (!isNumber || i + 4 >= line.size())
                return std::nullopt;
            result += QChar(char16_t(code));
            i += 4;
            break;
        }
        default: return std::nullopt;
        }
    }
    return std::nullopt;
}

QString duration(qint64 nanoseconds)
{
    if (nanoseconds == 0)
        return QStringLiteral("0");
    const QString sign = nanoseconds < 0 ? QStringLiteral("-") : QString();
    const quint64 size = nanoseconds < 0 ? 0 - quint64(nanoseconds) : quint64(nanoseconds);
    for (const Unit &unit : units) {
        if (size < quint64(unit.nanoseconds))
            continue;
        QString number = QString::number(size / quint64(unit.nanoseconds));
        QString fraction = QString::number(size % quint64(unit.nanoseconds)).rightJustified(unit.digits, u'0');
        while (fraction.endsWith(u'0'))
            fraction.chop(1);
        if (unit.digits > 0 && !fraction.isEmpty())
            number += u'.' + fraction;
        return sign + number + unit.name;
    }
    Q_UNREACHABLE();
}

std::optional<qint64> parseDuration(QStringView text)
{
    const bool negative = text.startsWith(u'-');
    if (negative || text.startsWith(u'+'))
        text = text.mid(1);
    qsizetype end = 0;
    while (end < text.size() && ((text.at(end) >= u'0' && text.at(end) <= u'9') || text.at(end) == u'.'))
        ++end;
    const QStringView number = text.left(end);
    QStringView word = text.mid(end);
    if (word == QStringView(u"µs"))
        word = u"us";
    if (word.isEmpty() && number == QLatin1String("0"))
        return 0;
    for (const Unit &unit : units) {
        if (word != unit.name)
            continue;
        const qsizetype point = number.indexOf(u'.');
        const QStringView whole = point < 0 ? number : number.left(point);
        const QStringView fraction = point < 0 ? QStringView() : number.mid(point + 1);
        if (whole.isEmpty() || fraction.size() > unit.digits || fraction.contains(u'.')
            || (point >= 0 && fraction.isEmpty()))
            return std::nullopt;
        // "21.3" in milliseconds is 21 and "300000" nanoseconds.
        bool isWhole = false;
        const quint64 high = whole.toULongLong(&isWhole);
        const quint64 low = fraction.isEmpty() ? 0 : fraction.toString().leftJustified(unit.digits, u'0').toULongLong();
        const quint64 limit = quint64(std::numeric_limits<qint64>::max()) + (negative ? 1 : 0);
        if (!isWhole || high > limit / quint64(unit.nanoseconds) || high * quint64(unit.nanoseconds) > limit - low)
            return std::nullopt;
        const quint64 size = high * quint64(unit.nanoseconds) + low;
        return negative ? qint64(0 - size) : qint64(size);
    }
    return std::nullopt;
}

bool isName(QStringView text)
{
    if (text.isEmpty() || !(text.front().isLetter() || text.front() == u'_'))
        return false;
    for (QChar character : text) {
        if (!isNameCharacter(character))
            return false;
    }
    return true;
}

QString nameFrom(const QString &label, EntityKind kind)
{
    constexpr qsizetype longest = 40;
    QString result;
    for (QChar character : label.left(longest)) {
        if (isNameCharacter(character))
            result += character;
        else if (!result.isEmpty() && !result.endsWith(u'_'))
            result += u'_';
    }
    while (result.endsWith(u'_'))
        result.chop(1);
    if (result.isEmpty())
        return QString::fromLatin1(name(kind));
    return isName(result) ? result : u'_' + result;
}

bool isPlainFileName(QStringView name)
{
    if (name.isEmpty() || name.front().isDigit())
        return false;
    for (QChar character : name) {
        if (!isNameCharacter(character) && character != u'/')
            return false;
    }
    return true;
}

const char *preposition(EventKind kind)
{
    switch (kind) {
    case EventKind::Suspended: return "on";
    case EventKind::Transferred:
    case EventKind::Rendezvous: return "to";
    case EventKind::Offered:
    case EventKind::Requested:
    case EventKind::Buffered:
    case EventKind::Taken: return "by";
    default: return "with";
    }
}

bool isPreposition(QStringView word)
{
    return word == QLatin1String("on") || word == QLatin1String("to") || word == QLatin1String("by")
        || word == QLatin1String("with") || word == QLatin1String("from");
}

std::optional<EventKind> eventKind(QStringView word)
{
    return named<EventKind>(word, EventKindCount);
}

std::optional<EntityKind> entityKind(QStringView word)
{
    return named<EntityKind>(word, EntityKindCount);
}

std::optional<WaitReason> waitReason(QStringView word)
{
    return named<WaitReason>(word, WaitReasonCount);
}

} // namespace asq::trace::text
