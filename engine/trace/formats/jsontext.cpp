#include "trace/formats/jsontext.h"

#include <QIODevice>

#include <algorithm>
#include <cstring>

namespace asq::trace {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/// Goes through a value byte by byte; can be asked to go on when there is more.
class ValueScan
{
public:
    /// The size of the value, when it ends within `size` bytes.
    std::optional<qsizetype> scan(const char *data, qsizetype size)
    {
        for (; m_at < size; ++m_at) {
            const char c = data[m_at];
            if (m_isInString) {
                if (c == '\\')
                    ++m_at;
                else if (c == '"' && (m_isInString = false, m_depth == 0))
                    return m_at + 1;
            } else if (c == '"') {
                m_isInString = true;
            } else if (c == '{' || c == '[') {
                ++m_depth;
            } else if (c == '}' || c == ']') {
                if (m_depth == 0)
                    return m_at;
                if (--m_depth == 0)
                    return m_at + 1;
            } else if (m_depth == 0 && (c == ',' || c == ':' || isSpace(c))) {
                return m_at;
            }
        }
        return std::nullopt;
    }
    /// A number or a word may end with the text.
    bool mayEnd() const { return m_depth == 0 && !m_isInString; }

private:
    qsizetype m_at = 0;
    int m_depth = 0;
    bool m_isInString = false;
};

} // namespace

JsonText::JsonText(QIODevice *device) : m_buffer(1 + Padding), m_device(device) {}

bool JsonText::fill()
{
    if (m_isAtEnd)
        return false;
    if (m_begin > 1) {
        std::memmove(m_buffer.data() + 1, data(), std::size_t(size()));
        m_end -= m_begin - 1;
        m_begin = 1;
    }
    const qsizetype more = std::max(PieceBytes, size());
    m_buffer.resize(std::max(m_buffer.size(), std::size_t(m_end + more + Padding)));
    qsizetype read = 0;
    while (read < more) {
        const qint64 part = m_device->read(m_buffer.data() + m_end, more - read);
        if (part <= 0) {
            m_isAtEnd = true;
            break;
        }
        m_end += part;
        read += part;
    }
    return read > 0;
}

void JsonText::take(qsizetype count)
{
    Q_ASSERT(count >= 0 && count <= size());
    m_begin += count;
    m_offset += count;
}

std::optional<char> JsonText::next()
{
    do {
        const char *at = data();
        const char *const end = at + size();
        while (at != end && isSpace(*at))
            ++at;
        take(at - data());
        if (size() > 0)
            return *data();
    } while (fill());
    return std::nullopt;
}

std::optional<qsizetype> JsonText::valueSize()
{
    ValueScan scan;
    for (;;) {
        if (const std::optional<qsizetype> found = scan.scan(data(), size()))
            return found;
        if (size() > LongestValue)
            return std::nullopt;
        if (!fill())
            return scan.mayEnd() && size() > 0 ? std::optional(size()) : std::nullopt;
    }
}

bool JsonText::skipToObject()
{
    // Objects of the list follow a comma, another object, the beginning of a list or of a line.
    char before = ' ';
    bool isFirst = true;
    while (size() > 0 || fill()) {
        const char *at = data();
        const char *const end = at + size();
        for (; at != end; ++at) {
            if (*at == '{' && !isFirst && (before == ',' || before == '}' || before == '[' || before == '\n')) {
                take(at - data());
                return true;
            }
            isFirst = false;
            if (!isSpace(*at) || *at == '\n')
                before = *at;
        }
        take(at - data());
    }
    return false;
}

} // namespace asq::trace
