#include "trace/formats/textreader.h"

#include "trace/formats/textsyntax.h"
#include "trace/tracebuilder.h"

#include <QHash>

namespace asq::trace {

namespace {

/// A word or a quoted string of a line.
struct Token {
    QString text;
    qsizetype column = 0; ///< From 0.
    bool isString = false;
};

class Reader
{
public:
    explicit Reader(const QString &text) : m_text(text)
    {
        m_entities.insert(QStringLiteral("program"), EntityId::Program);
        m_entities.insert(QStringLiteral("nobody"), EntityId::None);
    }

    Result<Trace> read()
    {
        qsizetype begin = 0;
        while (begin < m_text.size() && !m_error) {
            qsizetype end = m_text.indexOf(u'\n', begin);
            end = end < 0 ? m_text.size() : end;
            ++m_line;
            readLine(QStringView(m_text).mid(begin, end - begin));
            begin = end + 1;
        }
        endFile();
        if (m_error)
            return *m_error;
        return m_builder.snapshot();
    }

private:
    void fail(qsizetype column, const QString &sentence)
    {
        if (!m_error)
            m_error = Error{sentence, m_line, quint32(column + 1), std::nullopt};
    }
    bool failed() const { return m_error.has_value(); }

    void readLine(QStringView line)
    {
        if (line.endsWith(u'\r'))
            line.chop(1);
        qsizetype indent = 0;
        while (indent < line.size() && line.at(indent).isSpace())
            ++indent;
        if (indent < line.size() && line.at(indent) == u'|')
            return readFileLine(line.mid(indent), indent);
        endFile();
        splitIntoTokens(line);
        if (failed() || m_tokens.isEmpty())
            return;
        const QString word = m_tokens.first().text;
        if (m_tokens.first().isString)
            fail(m_tokens.first().column, QStringLiteral("a line cannot begin with a string"));
        else if (word == QLatin1String("asqtrace"))
            readHeader();
        else if (word == QLatin1String("clock"))
            readClock();
        else if (word == QLatin1String("remark"))
            readRemark();
        else if (word == QLatin1String("program"))
            readProgram();
        else if (word == QLatin1String("file"))
            readFile();
        else if (word == QLatin1String("entity"))
            readEntity();
        else
            readEvent();
        m_isFirstLine = false;
        if (!failed() && m_next < m_tokens.size())
            fail(m_tokens.at(m_next).column,
                 QStringLiteral("\"%1\" does not belong here").arg(m_tokens.at(m_next).text));
    }

    void splitIntoTokens(QStringView line)
    {
        m_tokens.clear();
        m_next = 0;
        m_lineLength = line.size();
        qsizetype i = 0;
        while (i < line.size()) {
            if (line.at(i).isSpace()) {
                ++i;
                continue;
            }
            if (line.mid(i).startsWith(QLatin1String("//")))
                return;
            const qsizetype begin = i;
            if (line.at(i) == u'"') {
                const std::optional<QString> string = text::unquoted(line, &i);
                if (!string)
                    return fail(begin, QStringLiteral("this string does not end, or has an unknown escape"));
                m_tokens.append({*string, begin, true});
                continue;
            }
            while (i < line.size() && !line.at(i).isSpace() && line.at(i) != u'"')
                ++i;
            m_tokens.append({line.mid(begin, i - begin).toString(), begin, false});
        }
    }

    /// The next token, or null at the end of the line.
    const Token *peek() const { return m_next < m_tokens.size() ? &m_tokens.at(m_next) : nullptr; }
    bool nextIsString() const { return peek() && peek()->isString; }
    bool nextIsWord() const { return peek() && !peek()->isString; }
    /// The next token, or an empty one and an error that says that `wanted` is missing.
    Token take(const char *wanted)
    {
        if (peek())
            return m_tokens.at(m_next++);
        fail(m_lineLength, QStringLiteral("%1 is missing").arg(QLatin1String(wanted)));
        return {};
    }

    void readHeader()
    {
        ++m_next;
        const Token form = take("the word \"text\"");
        const Token version = take("the version");
        if (failed())
            return;
        bool isNumber = false;
        const int number = version.text.toInt(&isNumber);
        if (!m_isFirstLine)
            fail(0, QStringLiteral("\"asqtrace\" can only be the first line"));
        else if (form.text != QLatin1String("text") || !isNumber || number < 1)
            fail(form.column, QStringLiteral("the first line should be \"asqtrace text %1\"").arg(text::Version));
        else if (number > text::Version)
            fail(version.column,
                 QStringLiteral("version %1 of the text form is newer than this program, which knows %2")
                     .arg(number)
                     .arg(text::Version));
    }

    void readClock()
    {
        ++m_next;
        const Token clock = take("\"virtual\" or \"real\"");
        if (clock.text == QLatin1String("virtual"))
            m_builder.setVirtualClock(true);
        else if (clock.text != QLatin1String("real"))
            fail(clock.column, QStringLiteral("the clock is \"virtual\" or \"real\", not \"%1\"").arg(clock.text));
    }

    void readRemark()
    {
        ++m_next;
        const Token remark = take("the remark");
        if (!failed())
            m_builder.addRemark(remark.text);
    }

    void readProgram()
    {
        ++m_next;
        Entity program = m_builder.entity(EntityId::Program);
        program.label = m_builder.intern(take("the program's label").text);
        if (nextIsWord())
            program.location = readLocation(take("a location"));
        if (!failed())
            m_builder.setEntity(EntityId::Program, program);
    }

    void readFile()
    {
        ++m_next;
        const Token name = take("the file's name");
        m_fileName = name.text;
        m_fileText.clear();
        m_isInFile = true;
        if (nextIsString()) {
            m_fileText = take("the text").text;
            endFile();
        }
    }

    void readFileLine(QStringView line, qsizetype column)
    {
        if (!m_isInFile)
            return fail(column, QStringLiteral("a line of a program text needs a \"file\" line before it"));
        const bool isUnended = line.startsWith(QLatin1String("|~"));
        line = line.mid(isUnended ? 2 : 1);
        if (line.startsWith(u' '))
            line = line.mid(1);
        m_fileText += line;
        if (!isUnended)
            m_fileText += u'\n';
    }

    void endFile()
    {
        if (std::exchange(m_isInFile, false)) {
            const quint32 file = m_builder.addFile(m_fileName, m_fileText);
            if (!m_files.contains(m_fileName))
                m_files.insert(m_fileName, file);
        }
    }

    void readEntity()
    {
        ++m_next;
        const Token name = take("the entity's name");
        if (failed())
            return;
        if (!name.text.endsWith(u':'))
            return fail(name.column, QStringLiteral("a name that is declared ends with a colon"));
        const std::optional<Entity> entity = readDeclaration();
        if (!entity)
            return;
        Entity whole = *entity;
        if (nextIsWord())
            whole.location = readLocation(take("a location"));
        addEntity(name, whole, m_labelIsGiven);
    }

    /// What comes after "name:": the kind, the label, the parent.
    std::optional<Entity> readDeclaration()
    {
        const Token kindWord = take("the kind of entity");
        const std::optional<EntityKind> kind = text::entityKind(kindWord.text);
        if (failed())
            return std::nullopt;
        if (!kind) {
            fail(kindWord.column, QStringLiteral("\"%1\" is no kind of entity").arg(kindWord.text));
            return std::nullopt;
        }
        Entity entity{*kind, EntityId::Program, StringId::Empty, LocationId::Unknown};
        m_labelIsGiven = nextIsString();
        if (m_labelIsGiven)
            entity.label = m_builder.intern(take("the label").text);
        if (nextIsWord() && peek()->text == QLatin1String("in")) {
            ++m_next;
            entity.parent = readEntityName(take("the parent"));
        }
        return failed() ? std::nullopt : std::optional(entity);
    }

    EntityId addEntity(const Token &nameToken, Entity entity, bool labelIsGiven)
    {
        const QString name = nameToken.text.chopped(1);
        if (!text::isName(name)) {
            fail(nameToken.column,
                 QStringLiteral("\"%1\" is no name: letters, digits, '_', '-' and '.', a letter first").arg(name));
        } else if (m_entities.contains(name)) {
            fail(nameToken.column, QStringLiteral("there is a \"%1\" already").arg(name));
        }
        if (failed())
            return EntityId::None;
        if (!labelIsGiven)
            entity.label = m_builder.intern(name);
        const EntityId id = m_builder.addEntity(entity);
        m_entities.insert(name, id);
        return id;
    }

    EntityId readEntityName(const Token &token)
    {
        const auto known = m_entities.constFind(token.text);
        if (known == m_entities.cend() && !failed())
            fail(token.column, QStringLiteral("nobody is called \"%1\" so far").arg(token.text));
        return failed() ? EntityId::None : *known;
    }

    void readEvent()
    {
        Event event;
        event.programTime = m_programTime;
        event.realTime = m_realTime;
        readNumber();
        readTime(&event);
        const Token kindWord = take("what happens");
        const std::optional<EventKind> kind = text::eventKind(kindWord.text);
        if (!kind)
            return fail(kindWord.column, QStringLiteral("\"%1\" is no kind of event").arg(kindWord.text));
        event.kind = *kind;
        const Token subject = take("whom it happens to");
        if (failed())
            return;
        if (subject.text.endsWith(u':'))
            readBirth(subject, &event);
        else
            event.entity = readEntityName(subject);
        while (!failed() && peek())
            readDetail(&event);
        if (failed())
            return;
        m_programTime = event.programTime;
        m_realTime = event.realTime;
        m_lastEvents.insert(event.entity, m_builder.append(event));
    }

    void readNumber()
    {
        if (!nextIsWord() || !peek()->text.startsWith(u'#'))
            return;
        const Token token = take("the number");
        const qsizetype expected = m_builder.eventCount() + 1;
        if (token.text != u'#' + QString::number(expected))
            fail(token.column, QStringLiteral("this is event %1, not %2").arg(expected).arg(token.text.mid(1)));
    }

    void readTime(Event *event)
    {
        if (!nextIsWord())
            return;
        const QChar first = peek()->text.front();
        if (!first.isDigit() && first != u'+' && first != u'-')
            return;
        const Token token = take("the time");
        const qsizetype slash = token.text.indexOf(u'/');
        const std::optional<qint64> program = text::parseDuration(
            QStringView(token.text).left(slash < 0 ? token.text.size() : slash));
        const std::optional<qint64> real = slash < 0 ? program
                                                     : text::parseDuration(QStringView(token.text).mid(slash + 1));
        if (!program || !real)
            return fail(token.column,
                        QStringLiteral("\"%1\" is no time: write 0, 250us, 21.3ms, 2s, or +5ms for later than "
                                       "the event before")
                            .arg(token.text));
        if (first == u'+') {
            if (__builtin_add_overflow(m_programTime, *program, &event->programTime)
                || __builtin_add_overflow(m_realTime, *real, &event->realTime))
                fail(token.column, QStringLiteral("this is later than times can be"));
            return;
        }
        event->programTime = *program;
        event->realTime = *real;
    }

    /// "created gate: step "gate" in main @4:6 …": the location is the entity's and the event's.
    void readBirth(const Token &name, Event *event)
    {
        if (event->kind != EventKind::Created)
            return fail(name.column, QStringLiteral("only \"created\" can declare an entity"));
        const std::optional<Entity> entity = readDeclaration();
        if (!entity)
            return;
        const bool labelIsGiven = m_labelIsGiven;
        while (!failed() && peek())
            readDetail(event);
        // `other` and the cause cannot be the entity itself, whose name is not known yet.
        Entity whole = *entity;
        whole.location = event->location;
        event->entity = addEntity(name, whole, labelIsGiven);
    }

    void readDetail(Event *event)
    {
        const Token token = take("a detail");
        if (token.isString) {
            event->value = m_builder.intern(token.text);
        } else if (token.text.startsWith(u'@')) {
            event->location = readLocation(token);
        } else if (token.text.startsWith(u'^')) {
            event->cause = readCause(token);
        } else if (text::isPreposition(token.text)) {
            event->other = readEntityName(take("a name"));
        } else if (token.text == QLatin1String("after")) {
            event->count = readDelay(take("a time"));
        } else if (token.text == QLatin1String("error")) {
            event->reason = WaitReason::Trigger;
        } else if (const std::optional<WaitReason> reason = text::waitReason(token.text)) {
            event->reason = *reason;
        } else if (token.text.startsWith(u'x')) {
            event->count = readCount(token);
        } else {
            fail(token.column, QStringLiteral("\"%1\" is neither a reason nor a detail of an event").arg(token.text));
        }
    }

    quint32 readCount(const Token &token)
    {
        bool isNumber = false;
        const quint32 count = QStringView(token.text).mid(1).toUInt(&isNumber);
        if (!isNumber)
            fail(token.column, QStringLiteral("\"%1\" is no count: write x3").arg(token.text));
        return count;
    }

    /// In microseconds.
    quint32 readDelay(const Token &token)
    {
        const std::optional<qint64> delay = text::parseDuration(token.text);
        if (!delay || *delay < 0 || *delay % 1000 != 0 || *delay / 1000 > std::numeric_limits<quint32>::max()) {
            fail(token.column, QStringLiteral("\"%1\" is no delay in whole microseconds").arg(token.text));
            return 0;
        }
        return quint32(*delay / 1000);
    }

    /// "^": the event before; "^3": three before; "^#12": the twelfth; "^gate": the last one of gate.
    EventId readCause(const Token &token)
    {
        const QString what = token.text.mid(1);
        const qsizetype count = m_builder.eventCount();
        if (what.isEmpty() || what.front().isDigit() || what.front() == u'#') {
            const bool isAbsolute = what.startsWith(u'#');
            bool isNumber = true;
            const qint64 number = what.isEmpty() ? 1 : QStringView(what).mid(isAbsolute ? 1 : 0).toLongLong(&isNumber);
            const qint64 event = isAbsolute ? number : count + 1 - number;
            if (!isNumber || event < 1 || event > count) {
                fail(token.column, QStringLiteral("the cause \"%1\" is no earlier event").arg(token.text));
                return EventId::None;
            }
            return EventId{quint32(event)};
        }
        const EntityId entity = readEntityName({what, token.column, false});
        const EventId last = m_lastEvents.value(entity, EventId::None);
        if (last == EventId::None)
            fail(token.column, QStringLiteral("nothing has happened to \"%1\" so far").arg(what));
        return last;
    }

    /// "@14", "@14:5", "@orders.js:14:5", "@#1:14:5".
    LocationId readLocation(const Token &token)
    {
        if (failed())
            return LocationId::Unknown;
        QStringView rest(token.text);
        if (!rest.startsWith(u'@')) {
            fail(token.column, QStringLiteral("\"%1\" is no location: write @line:column").arg(token.text));
            return LocationId::Unknown;
        }
        rest = rest.mid(1);
        Location location;
        bool isFine = true;
        if (!rest.isEmpty() && !rest.front().isDigit()) {
            const qsizetype colon = rest.indexOf(u':');
            const QStringView file = rest.left(colon < 0 ? rest.size() : colon);
            rest = colon < 0 ? QStringView() : rest.mid(colon + 1);
            if (file.startsWith(u'#')) {
                location.file = file.mid(1).toUInt(&isFine);
            } else if (const auto known = m_files.constFind(file.toString()); known != m_files.cend()) {
                location.file = *known;
            } else {
                fail(token.column, QStringLiteral("there is no file \"%1\"").arg(file));
                return LocationId::Unknown;
            }
        }
        const qsizetype colon = rest.indexOf(u':');
        bool isLine = false;
        bool isColumn = true;
        location.line = rest.left(colon < 0 ? rest.size() : colon).toUInt(&isLine);
        if (colon >= 0)
            location.column = rest.mid(colon + 1).toUInt(&isColumn);
        if (!isFine || !isLine || !isColumn) {
            fail(token.column,
                 QStringLiteral("\"%1\" is no location: write @line:column or @file:line:column").arg(token.text));
            return LocationId::Unknown;
        }
        return m_builder.intern(location);
    }

    const QString m_text;
    TraceBuilder m_builder;
    std::optional<Error> m_error;
    QHash<QString, EntityId> m_entities;
    QHash<QString, quint32> m_files;
    QHash<EntityId, EventId> m_lastEvents;
    QList<Token> m_tokens; ///< Of the line.
    qsizetype m_next = 0;  ///< The first token that is not understood yet.
    qsizetype m_lineLength = 0;
    quint32 m_line = 0;
    qint64 m_programTime = 0;
    qint64 m_realTime = 0;
    QString m_fileName;
    QString m_fileText;
    bool m_isInFile = false;
    bool m_isFirstLine = true;
    bool m_labelIsGiven = false;
};

} // namespace

Result<Trace> readText(const QString &text)
{
    return Reader(text).read();
}

bool looksLikeText(const QByteArray &head)
{
    return head.startsWith("asqtrace text");
}

} // namespace asq::trace
