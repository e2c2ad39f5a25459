#include "debug/protocol.h"

#include <QRandomGenerator>
#include <QtEndian>

#include <array>

namespace asq::debug {

namespace {

constexpr QByteArrayView Magic("ASQD");

template<typename Integer>
void appendInteger(QByteArray &bytes, Integer value)
{
    char raw[sizeof(Integer)];
    qToLittleEndian(value, raw);
    bytes.append(raw, sizeof raw);
}

/// Length in bytes (32 bit), then UTF-8.
void appendText(QByteArray &bytes, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    appendInteger(bytes, quint32(utf8.size()));
    bytes += utf8;
}

/// Takes a payload apart; once something is missing, everything after it is.
class PayloadReader
{
public:
    explicit PayloadReader(QByteArrayView bytes) : m_rest(bytes) {}

    bool isWhole() const { return m_whole && m_rest.isEmpty(); }
    bool isWholeSoFar() const { return m_whole; }
    template<typename Integer>
    Integer takeInteger()
    {
        const QByteArrayView raw = take(sizeof(Integer));
        return m_whole ? qFromLittleEndian<Integer>(raw.data()) : Integer();
    }
    QString takeText()
    {
        const quint32 length = takeInteger<quint32>();
        return QString::fromUtf8(take(qsizetype(length)));
    }
    QByteArrayView take(qsizetype length)
    {
        if (length > m_rest.size())
            m_whole = false;
        if (!m_whole)
            return {};
        const QByteArrayView taken = m_rest.first(length);
        m_rest = m_rest.sliced(length);
        return taken;
    }

private:
    QByteArrayView m_rest;
    bool m_whole = true;
};

} // namespace

QByteArray encoded(const Hello &hello)
{
    QByteArray bytes = Magic.toByteArray();
    appendInteger(bytes, hello.version);
    appendText(bytes, hello.secret);
    appendText(bytes, hello.program);
    appendInteger(bytes, hello.processId);
    return bytes;
}

trace::Result<Hello> decodedHello(const QByteArray &payload)
{
    PayloadReader reader(payload);
    if (reader.take(Magic.size()) != Magic)
        return trace::Error{QStringLiteral("it does not speak the debugger's protocol")};
    Hello hello;
    hello.version = reader.takeInteger<quint16>();
    if (reader.isWholeSoFar() && hello.version != ProtocolVersion)
        return hello;
    hello.secret = reader.takeText();
    hello.program = reader.takeText();
    hello.processId = reader.takeInteger<qint64>();
    if (!reader.isWhole())
        return trace::Error{QStringLiteral("its greeting is damaged")};
    return hello;
}

namespace {

void appendBreakpoints(QByteArray &bytes, const QList<Breakpoint> &breakpoints)
{
    appendInteger(bytes, quint32(breakpoints.size()));
    for (const Breakpoint &breakpoint : breakpoints) {
        appendText(bytes, breakpoint.file);
        appendInteger(bytes, quint32(breakpoint.line));
    }
}

QList<Breakpoint> takeBreakpoints(PayloadReader &reader)
{
    QList<Breakpoint> breakpoints;
    const quint32 count = reader.takeInteger<quint32>();
    for (quint32 i = 0; i < count && reader.isWholeSoFar(); ++i) {
        Breakpoint breakpoint;
        breakpoint.file = reader.takeText();
        breakpoint.line = int(reader.takeInteger<quint32>());
        breakpoints.append(breakpoint);
    }
    return breakpoints;
}

} // namespace

QByteArray encoded(const Welcome &welcome)
{
    QByteArray bytes;
    appendInteger(bytes, welcome.version);
    appendBreakpoints(bytes, welcome.breakpoints);
    return bytes;
}

trace::Result<Welcome> decodedWelcome(const QByteArray &payload)
{
    PayloadReader reader(payload);
    Welcome welcome;
    welcome.version = reader.takeInteger<quint16>();
    welcome.breakpoints = takeBreakpoints(reader);
    if (!reader.isWhole())
        return trace::Error{QStringLiteral("the debugger's answer is damaged")};
    return welcome;
}

QByteArray encoded(const QList<Breakpoint> &breakpoints)
{
    QByteArray bytes;
    appendBreakpoints(bytes, breakpoints);
    return bytes;
}

trace::Result<QList<Breakpoint>> decodedBreakpoints(const QByteArray &payload)
{
    PayloadReader reader(payload);
    const QList<Breakpoint> breakpoints = takeBreakpoints(reader);
    if (!reader.isWhole())
        return trace::Error{QStringLiteral("a list of breakpoints is damaged")};
    return breakpoints;
}

QByteArray encoded(const ActivityReport &report)
{
    QByteArray bytes;
    appendInteger(bytes, quint8(report.activity));
    appendInteger(bytes, report.exitStatus);
    appendText(bytes, report.message);
    return bytes;
}

trace::Result<ActivityReport> decodedActivityReport(const QByteArray &payload)
{
    PayloadReader reader(payload);
    ActivityReport report;
    const quint8 activity = reader.takeInteger<quint8>();
    report.activity = Activity(activity);
    report.exitStatus = reader.takeInteger<qint32>();
    report.message = reader.takeText();
    if (!reader.isWhole() || activity > quint8(Activity::Finished))
        return trace::Error{QStringLiteral("a report of the program's state is damaged")};
    return report;
}

QString newSecret()
{
    std::array<quint32, 8> words;
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex());
}

bool isSameSecret(const QString &a, const QString &b)
{
    char16_t difference = a.size() == b.size() ? 0 : 1;
    for (qsizetype i = 0; i < a.size() && i < b.size(); ++i)
        difference |= a.at(i).unicode() ^ b.at(i).unicode();
    return difference == 0;
}

} // namespace asq::debug
