#include "trace/formats/textwriter.h"

#include "trace/formats/textsyntax.h"

#include <QHash>
#include <QSet>

// The form names entities, a trace numbers them. So that reading gives the numbers back, entities are declared in
// the order of their numbers: within the line of their created event where that keeps the order (nearly always),
// else by a line of their own before the first event that names one that comes later.
namespace asq::trace {

namespace {

using text::quoted;

class Writer
{
public:
    Writer(const Trace &trace, TextOptions options) : m_trace(trace), m_options(options)
    {
        m_names.append(QStringLiteral("nobody"));
        m_names.append(QStringLiteral("program"));
        m_used.insert(m_names.at(0));
        m_used.insert(m_names.at(1));
    }

    QString write()
    {
        writeHead();
        if (m_options.files) {
            for (const SourceFile &file : m_trace.files())
                writeFile(file);
        }
        for (qsizetype i = 0; i < m_trace.eventCount(); ++i)
            writeEvent(i);
        declareUpTo(quint32(m_trace.entityCount()));
        return m_out;
    }

private:
    void writeHead()
    {
        m_out += QStringLiteral("asqtrace text %1\n").arg(text::Version);
        if (m_trace.virtualClock())
            m_out += QLatin1String("clock virtual\n");
        for (const QString &remark : m_trace.remarks())
            m_out += QLatin1String("remark ") + quoted(remark) + u'\n';
        const Entity &program = m_trace.entity(EntityId::Program);
        if (program.label != StringId::Empty || program.location != LocationId::Unknown)
            m_out += QLatin1String("program ") + quoted(m_trace.string(program.label)) + location(program.location)
                + u'\n';
    }

    void writeFile(const SourceFile &file)
    {
        m_out += QLatin1String("file ") + (text::isPlainFileName(file.name) ? file.name : quoted(file.name));
        if (!goesIntoLines(file.text)) {
            m_out += u' ' + quoted(file.text) + u'\n';
            return;
        }
        m_out += u'\n';
        QStringList lines = file.text.split(u'\n');
        const QString rest = lines.takeLast();
        for (const QString &line : std::as_const(lines))
            m_out += (line.isEmpty() ? QStringLiteral("|") : QLatin1String("| ") + line) + u'\n';
        if (!rest.isEmpty())
            m_out += QLatin1String("|~ ") + rest + u'\n';
    }

    static bool goesIntoLines(const QString &text)
    {
        for (QChar character : text) {
            if ((character < u' ' && character != u'\n' && character != u'\t') || character.isSurrogate()
                || character == QChar::LineSeparator || character == QChar::ParagraphSeparator)
                return false;
        }
        return true;
    }

    /// " @orders.js:4:6", or nothing when it is unknown.
    QString location(LocationId id) const
    {
        if (id == LocationId::Unknown)
            return {};
        const Location &place = m_trace.location(id);
        QString result = QStringLiteral(" @");
        const QList<SourceFile> &files = m_trace.files();
        if (place.file != 0 || place.line == 0) {
            const QString name = place.file < quint32(files.size()) ? files.at(place.file).name : QString();
            if (text::isPlainFileName(name) && isFirstOfItsName(place.file))
                result += name + u':';
            else
                result += u'#' + QString::number(place.file) + u':';
        }
        result += QString::number(place.line);
        if (place.column != 0)
            result += u':' + QString::number(place.column);
        return result;
    }

    bool isFirstOfItsName(quint32 file) const
    {
        const QList<SourceFile> &files = m_trace.files();
        for (quint32 i = 0; i < file; ++i) {
            if (files.at(i).name == files.at(file).name)
                return false;
        }
        return true;
    }

    QString freshName(EntityId id)
    {
        const Entity &entity = m_trace.entity(id);
        const QString base = text::nameFrom(m_trace.string(entity.label), entity.kind);
        QString name = base;
        for (quint32 &last = m_lastSuffix[base]; m_used.contains(name);)
            name = base + u'.' + QString::number(last = qMax(last + 1, 2U));
        m_used.insert(name);
        return name;
    }

    /// The label may be left out when it is the name, unless a string comes behind it.
    QString declaration(EntityId id, bool withLabel)
    {
        const Entity &entity = m_trace.entity(id);
        m_names.append(freshName(id));
        QString result = m_names.last() + QLatin1String(": ") + QLatin1String(name(entity.kind));
        if (withLabel || m_trace.string(entity.label) != m_names.last())
            result += u' ' + quoted(m_trace.string(entity.label));
        if (entity.parent != EntityId::Program)
            result += QLatin1String(" in ") + m_names.value(index(entity.parent), m_names.first());
        return result;
    }

    quint32 declared() const { return quint32(m_names.size()); }

    /// Declares the entities that have no name yet and whose number is below `end`.
    void declareUpTo(quint32 end)
    {
        while (declared() < end) {
            const EntityId id{declared()};
            m_out += QLatin1String("entity ") + declaration(id, false) + location(m_trace.entity(id).location) + u'\n';
        }
    }

    void writeEvent(qsizetype position)
    {
        const Event &event = m_trace.event(position);
        const bool declares = event.kind == EventKind::Created && index(event.entity) >= declared()
            && event.location == m_trace.entity(event.entity).location && index(event.other) < index(event.entity);
        declareUpTo(declares ? index(event.entity) : index(event.entity) + 1);
        declareUpTo(index(event.other) + 1);
        writeNumberAndTime(position, event);
        const QString subject = declares ? declaration(event.entity, event.value != StringId::Empty)
                                         : m_names.at(qsizetype(index(event.entity)));
        m_out += QString::fromLatin1(name(event.kind)).leftJustified(11) + u' ' + subject;
        writeDetails(position, event);
        m_out += u'\n';
    }

    void writeNumberAndTime(qsizetype position, const Event &event)
    {
        if (m_options.numbers)
            m_out += (u'#' + QString::number(position + 1)).leftJustified(6) + u' ';
        QString time;
        if (event.programTime != m_programTime || event.realTime != m_realTime) {
            time = text::duration(event.programTime);
            if (event.realTime != event.programTime)
                time += u'/' + text::duration(event.realTime);
        }
        m_programTime = event.programTime;
        m_realTime = event.realTime;
        m_out += time.leftJustified(8) + u' ';
    }

    void writeDetails(qsizetype position, const Event &event)
    {
        if (event.reason != WaitReason::None) {
            const bool isErrorLine = event.kind == EventKind::Logged && event.reason == WaitReason::Trigger;
            m_out += u' ' + QString::fromLatin1(isErrorLine ? "error" : name(event.reason));
        }
        if (event.other != EntityId::None) {
            m_out += u' ' + QLatin1String(text::preposition(event.kind)) + u' '
                + m_names.at(qsizetype(index(event.other)));
        }
        if (event.value != StringId::Empty)
            m_out += u' ' + quoted(m_trace.string(event.value));
        if (event.count != 0 && event.kind == EventKind::Armed)
            m_out += QLatin1String(" after ") + text::duration(qint64(event.count) * 1000);
        else if (event.count != 0)
            m_out += QLatin1String(" x") + QString::number(event.count);
        m_out += location(event.location);
        if (event.cause != EventId::None)
            m_out += cause(position, event.cause);
    }

    QString cause(qsizetype position, EventId id) const
    {
        const qsizetype distance = position + 1 - qsizetype(index(id));
        if (m_options.numbers || distance <= 0)
            return QLatin1String(" ^#") + QString::number(index(id));
        return distance == 1 ? QStringLiteral(" ^") : QLatin1String(" ^") + QString::number(distance);
    }

    const Trace &m_trace;
    const TextOptions m_options;
    QString m_out;
    QStringList m_names; ///< By entity, as far as they are declared.
    QSet<QString> m_used;
    QHash<QString, quint32> m_lastSuffix;
    qint64 m_programTime = 0;
    qint64 m_realTime = 0;
};

} // namespace

QString writeText(const Trace &trace, TextOptions options)
{
    return Writer(trace, options).write();
}

} // namespace asq::trace
