// This runs on the program's thread at each event that carries a value, so the commonest values (whole numbers and
// texts) are written in place: Value::summary() would answer the same with a string or two on the heap.
#include "record/summary.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace asq::record {

namespace {

/// Appends to a text of bounded length and remembers when something did not fit.
class Line
{
public:
    Line(char16_t *text, qsizetype budget) : m_text(text), m_budget(budget) {}

    qsizetype room() const { return m_budget - m_length; }
    qsizetype length() const { return m_length; }
    void append(QStringView piece)
    {
        const qsizetype fitting = std::min(piece.size(), room());
        std::memcpy(m_text + m_length, piece.utf16(), size_t(fitting) * sizeof(char16_t));
        m_length += fitting;
        if (fitting < piece.size())
            cut();
    }
    void append(const char *begin, const char *end)
    {
        const qsizetype fitting = std::min<qsizetype>(end - begin, room());
        std::copy_n(begin, fitting, m_text + m_length);
        m_length += fitting;
        if (fitting < end - begin)
            cut();
    }
    void cut() { m_text[std::max<qsizetype>(m_length - 1, 0)] = u'…'; }

private:
    char16_t *m_text;
    qsizetype m_budget;
    qsizetype m_length = 0;
};

template<typename Integer>
bool appendInteger(const Value &value, Line &line)
{
    const Integer *integer = value.get<Integer>();
    if (!integer)
        return false;
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, *integer).ptr;
    line.append(digits, end);
    return true;
}

/// As ValueTraits has it: in quotes, the text within them elided to the budget.
bool appendText(const Value &value, Line &line)
{
    const QString *text = value.get<QString>();
    if (!text)
        return false;
    const qsizetype budget = line.room();
    line.append(u"\"");
    if (text->size() <= budget) {
        line.append(*text);
    } else {
        line.append(QStringView(*text).first(budget - 1));
        line.append(u"…");
    }
    line.append(u"\"");
    return true;
}

void appendValue(const Value &value, Line &line, int depth)
{
    if (appendInteger<int>(value, line) || appendText(value, line) || appendInteger<qint64>(value, line))
        return;
    const int room = int(line.room());
    try {
        line.append(depth > 0 ? value.detail({room, depth}) : value.summary(room));
    } catch (...) {
        line.append(u"(no text: it threw)");
    }
}

} // namespace

qsizetype summarise(const Value *values, qsizetype count, char16_t *text, DetailLimits limits) noexcept
{
    Q_ASSERT(limits.budget > 0);
    Line line(text, limits.budget);
    for (qsizetype i = 0; i < count; ++i) {
        if (i > 0)
            line.append(u", ");
        if (line.room() <= 0) {
            line.cut();
            break;
        }
        appendValue(values[i], line, limits.depth);
    }
    return line.length();
}

} // namespace asq::record
