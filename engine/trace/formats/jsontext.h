#pragma once

#include <QtGlobal>

#include <optional>
#include <string_view>
#include <vector>

class QIODevice;

namespace asq::trace {

/// JSON from a device as a window that moves over it, however long it is: what is looked at stands in memory, what was
/// taken does not. It knows where values end and nothing else of JSON, so that damaged files can be read around their damage.
class JsonText
{
public:
    static constexpr qsizetype PieceBytes = 512 * 1024;
    static constexpr qsizetype LongestValue = 64 * 1024 * 1024;
    static constexpr qsizetype Padding =
        128; ///< Bytes behind the window that may be read, and the first of them written.

    /// Requires: `device` is readable and outlives this.
    explicit JsonText(QIODevice *device);

    /// Reads a piece more, or as much again as there is; false at the end of the device.
    bool fill();
    bool isAtEnd() const { return m_isAtEnd; }
    /// What was read and not taken yet. The byte before it exists too.
    char *data() { return m_buffer.data() + m_begin; }
    qsizetype size() const { return m_end - m_begin; }
    /// In the device, of data().
    qint64 offset() const { return m_offset; }
    /// Requires: count <= size().
    void take(qsizetype count);

    /// Takes white space; the next character, or nullopt at the end.
    std::optional<char> next();
    /// How long the value is that begins at data(), reading more as needed; nullopt when the text ends in it or it is
    /// longer than LongestValue. Whether it is a right one is not looked at.
    std::optional<qsizetype> valueSize();
    /// Takes up to the next place where an object seems to begin, after at least one byte; false when there is none.
    bool skipToObject();

private:
    std::vector<char> m_buffer; ///< Its first byte is never used.
    qsizetype m_begin = 1;
    qsizetype m_end = 1;
    qint64 m_offset = 0;
    QIODevice *m_device;
    bool m_isAtEnd = false;
};

} // namespace asq::trace
