#include "trace/formats/chromereader.h"

#include "trace/formats/chromeform.h"
#include "trace/formats/chromerecording.h"
#include "trace/formats/chrometranslator.h"
#include "trace/formats/jsontext.h"

#include <QIODevice>

#include <cstring>
#include <utility>

// The list of events is read window by window: a window is cut behind an object, made a list of its own by a bracket at
// either end, and read by simdjson on demand. So memory stays small whatever the file's size, and the parser's index
// stays in the cache. Where a window cannot be cut right (a text that holds "},{"), or where the file is
// damaged, that parser stops; everything before is taken, and from there events are read one by one, each found by
// counting brackets, until windows are worth another attempt. What is no event is skipped up to where one may begin.
//
// A file that we wrote says so in front of its events, and gives the trace that was written. There, what follows damage is
// left out, since events are known by their number.
namespace asq::trace {

namespace {

namespace ondemand = simdjson::ondemand;

class ChromeReader
{
public:
    explicit ChromeReader(QIODevice *device) : m_text(device), m_translator(&m_assembler) {}

    Result<Trace> read()
    {
        if (const std::optional<char> mark = m_text.next(); mark == '\xef') { // A byte order mark.
            m_text.take(std::min<qsizetype>(3, m_text.size()));
        }
        const std::optional<char> first = m_text.next();
        if (first == '[') {
            m_text.take(1);
            m_hasList = true;
            readEvents();
        } else if (first == '{') {
            m_text.take(1);
            readObject();
        }
        if (!m_hasList || (m_events == 0 && m_damages > 0))
            return Error{QStringLiteral("this JSON holds no events of a trace"), 0, 0, m_firstDamage.value_or(0)};
        addRemarks();
        if (m_recording)
            return m_recording->builder().snapshot();
        m_translator.finish();
        return m_assembler.finish();
    }

private:
    void readObject();
    void readEvents();
    qsizetype readWindow();
    std::optional<qsizetype> windowEnd();
    bool readOne();
    bool take(ondemand::object object);
    void damaged(const QString &what);
    void addRemarks();

    JsonText m_text;
    TrackAssembler m_assembler;
    ChromeTranslator m_translator;
    ondemand::parser m_parser;
    std::vector<char> m_single; ///< One event and its padding.
    qsizetype m_events = 0;
    qsizetype m_damages = 0;
    qsizetype m_missingCommas = 0;
    std::optional<qint64> m_firstDamage;
    QStringList m_remarks;
    std::optional<ChromeRecording> m_recording; ///< Of a file that we wrote; the translator then has nothing to do.
    bool m_hasList = false;
    bool m_isOver = false; ///< What follows is left out.
};

void ChromeReader::damaged(const QString &what)
{
    constexpr qsizetype mostTold = 3;
    if (!m_firstDamage)
        m_firstDamage = m_text.offset();
    if (++m_damages <= mostTold)
        m_remarks.append(QStringLiteral("Byte %1: %2").arg(m_text.offset()).arg(what));
}

/// The fields of the outermost object; all but the list of events are of no use to a trace.
void ChromeReader::readObject()
{
    for (;;) {
        const std::optional<char> c = m_text.next();
        if (!c)
            return m_hasList ? damaged(QStringLiteral("the file ends before its last bracket.")) : void();
        if (*c == '}')
            return;
        if (*c == ',') {
            m_text.take(1);
            continue;
        }
        const std::optional<qsizetype> keySize = m_text.valueSize();
        if (!keySize || *keySize == 0)
            return damaged(QStringLiteral("the rest of the file makes no sense."));
        const std::string key(m_text.data(), std::size_t(*keySize));
        m_text.take(*keySize);
        if (m_text.next() == ':')
            m_text.take(1);
        if (m_text.next() == '[' && key == "\"traceEvents\"") {
            m_hasList = true;
            m_text.take(1);
            readEvents();
            if (m_isOver)
                return;
            continue;
        }
        const std::optional<qsizetype> size = m_text.valueSize();
        if (!size)
            return damaged(QStringLiteral("the file ends within %1.").arg(QString::fromUtf8(key.c_str())));
        if (!m_hasList && key.substr(1, key.size() - 2) == chromeform::HeadKey) {
            const simdjson::padded_string head(m_text.data(), std::size_t(*size));
            if (!m_recording.emplace().readHead(head))
                m_recording.reset();
        }
        m_text.take(*size);
    }
}

void ChromeReader::readEvents()
{
    constexpr qsizetype mostSingle = 4096;
    qsizetype single = 0;
    qsizetype nextSingle = 1;
    bool commaIsDue = false;
    for (;;) {
        const std::optional<char> c = m_text.next();
        if (!c)
            return damaged(QStringLiteral("the file ends before the list of events does."));
        if (*c == ',' || *c == ']') {
            m_text.take(1);
            commaIsDue = false;
            if (*c == ']')
                return;
            continue;
        }
        m_missingCommas += commaIsDue ? 1 : 0;
        commaIsDue = true;
        if (*c == '{' && single == 0) {
            if (readWindow() > 0) {
                nextSingle = 1;
                continue;
            }
            single = std::exchange(nextSingle, std::min(nextSingle * 2, mostSingle));
        }
        single -= single > 0 ? 1 : 0;
        if (*c == '{' && readOne())
            continue;
        if (*c != '{')
            damaged(QStringLiteral("there is no event where one should begin."));
        if (m_recording) {
            m_isOver = true;
            return;
        }
        commaIsDue = false;
        if (!m_text.skipToObject())
            return;
    }
}

/// Behind the last object that something follows, from which a comma parts it.
std::optional<qsizetype> ChromeReader::windowEnd()
{
    while (m_text.size() < JsonText::PieceBytes && m_text.fill()) {}
    if (m_text.isAtEnd())
        return m_text.size();
    const char *data = m_text.data();
    const auto isSpace = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
    for (qsizetype i = m_text.size() - 1; i > 1; --i) {
        if (data[i] != '{')
            continue;
        qsizetype before = i - 1;
        while (before > 0 && isSpace(data[before]))
            --before;
        if (data[before] != ',')
            continue;
        --before;
        while (before > 0 && isSpace(data[before]))
            --before;
        if (data[before] == '}')
            return before + 1;
    }
    return std::nullopt;
}

/// How many events it took. Requires: an object begins at the text's place.
qsizetype ChromeReader::readWindow()
{
    const std::optional<qsizetype> end = windowEnd();
    if (!end)
        return 0;
    char *const begin = m_text.data() - 1;
    const char savedFirst = std::exchange(*begin, '[');
    const char savedLast = std::exchange(begin[1 + *end], ']');
    qsizetype taken = 0;
    qsizetype count = 0;
    {
        ondemand::document document;
        ondemand::array list;
        const std::size_t size = std::size_t(*end) + 2;
        const bool isList = !m_parser.iterate(begin, size, size + simdjson::SIMDJSON_PADDING).get(document)
            && !document.get_array().get(list);
        if (isList) {
            for (auto element : list) {
                ondemand::object object;
                if (element.get_object().get(object) || !take(object))
                    break;
                const char *at = nullptr;
                if (document.current_location().get(at) || at <= begin || at > begin + 1 + *end)
                    break;
                taken = at - begin - 1;
                ++count;
            }
        }
    }
    *begin = savedFirst;
    begin[1 + *end] = savedLast;
    m_text.take(std::min(taken, *end));
    return count;
}

/// One event by itself; false when there is none that makes sense.
bool ChromeReader::readOne()
{
    const std::optional<qsizetype> size = m_text.valueSize();
    if (!size) {
        damaged(QStringLiteral("an event does not end."));
        return false;
    }
    QByteArray bytes(m_text.data(), *size);
    bytes = QString::fromUtf8(bytes).toUtf8(); // Whatever is no UTF-8 would stop the parser.
    m_single.assign(std::size_t(bytes.size()) + simdjson::SIMDJSON_PADDING, '\0');
    std::memcpy(m_single.data(), bytes.constData(), std::size_t(bytes.size()));
    ondemand::document document;
    ondemand::object object;
    if (m_parser.iterate(m_single.data(), std::size_t(bytes.size()), m_single.size()).get(document)
        || document.get_object().get(object) || !take(object)) {
        damaged(QStringLiteral("an event makes no sense: it is left out."));
        return false;
    }
    m_text.take(*size);
    return true;
}

bool ChromeReader::take(ondemand::object object)
{
    ChromeEvent event;
    if (readChromeEvent(object, event) || event.phase == 0)
        return false;
    if (!m_recording)
        m_translator.add(event);
    else if (!m_recording->feed(event))
        return false;
    ++m_events;
    return true;
}

void ChromeReader::addRemarks()
{
    const auto add = [&](const QString &sentence) {
        if (m_recording)
            m_recording->builder().addRemark(sentence);
        else
            m_assembler.addRemark(sentence);
    };
    for (const QString &remark : std::as_const(m_remarks))
        add(remark);
    if (m_damages > m_remarks.size())
        add(QStringLiteral("There are %1 more such places.").arg(m_damages - m_remarks.size()));
    if (m_missingCommas > 0)
        add(m_missingCommas == 1 ? QStringLiteral("A comma is missing between events.")
                                 : QStringLiteral("%1 commas are missing between events.").arg(m_missingCommas));
    if (m_recording && m_recording->missingEvents() > 0)
        add(QStringLiteral("The recording is cut off after event %1: %2 missing.")
                .arg(m_recording->eventCount())
                .arg(m_recording->missingEvents() == 1
                         ? QStringLiteral("one event is")
                         : QStringLiteral("%1 events are").arg(m_recording->missingEvents())));
}

} // namespace

Result<Trace> readChrome(QIODevice *device)
{
    Q_ASSERT(device && device->isReadable());
    return ChromeReader(device).read();
}

bool looksLikeChrome(const QByteArray &head)
{
    QByteArray text = head;
    if (text.startsWith("\xef\xbb\xbf"))
        text.remove(0, 3);
    text = text.trimmed();
    return text.startsWith('{') || text.startsWith('[');
}

} // namespace asq::trace
