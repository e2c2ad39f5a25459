#pragma once

#include "core/observer.h"
#include "trace/trace.h"

#include <QString>

/// Announces without a kernel, in few words, for tests of the recorder.
class Announcer
{
public:
    explicit Announcer(asq::Observer &observer) : m_observer(observer) {}

    asq::EventId born(quint32 entity, asq::EntityKind kind, const QString &label, quint32 parent = 1,
                      asq::EventId cause = asq::EventId::None, asq::Position position = {})
    {
        return m_observer.born({asq::EntityId(entity), kind, asq::EntityId(parent), cause, label, position, m_time++});
    }
    asq::EventId tell(asq::EventKind kind, quint32 entity, asq::EventId cause = asq::EventId::None,
                      const QString &text = {}, quint32 other = 0, asq::WaitReason reason = asq::WaitReason::None)
    {
        asq::Announcement announcement = about(kind, entity, cause);
        announcement.text = text;
        announcement.other = asq::EntityId(other);
        announcement.reason = reason;
        return m_observer.announce(announcement);
    }
    asq::EventId tellValues(asq::EventKind kind, quint32 entity, const std::vector<asq::Value> &values)
    {
        asq::Announcement announcement = about(kind, entity, asq::EventId::None);
        announcement.values = values.data();
        announcement.valueCount = qsizetype(values.size());
        return m_observer.announce(announcement);
    }

private:
    asq::Announcement about(asq::EventKind kind, quint32 entity, asq::EventId cause)
    {
        asq::Announcement announcement;
        announcement.kind = kind;
        announcement.entity = asq::EntityId(entity);
        announcement.cause = cause;
        announcement.programTime = m_time++;
        return announcement;
    }

    asq::Observer &m_observer;
    qint64 m_time = 0;
};

/// One line an event: "3 suspended step:work on channel:jobs take "value" x2 <1".
inline QString printed(const asq::trace::Trace &trace)
{
    using namespace asq::trace;
    const auto named = [&](EntityId id) {
        return QString::fromLatin1(name(trace.entity(id).kind)) + u':' + trace.label(id);
    };
    QString out;
    for (qsizetype i = 0; i < trace.eventCount(); ++i) {
        const Event &event = trace.event(i);
        out += QString::number(i + 1) + u' ' + QLatin1String(name(event.kind)) + u' ' + named(event.entity);
        if (event.other != EntityId::None)
            out += QLatin1String(" on ") + named(event.other);
        if (event.reason != WaitReason::None)
            out += u' ' + QLatin1String(name(event.reason));
        if (event.value != StringId::Empty)
            out += u' ' + trace.string(event.value);
        if (event.count > 0)
            out += QLatin1String(" x") + QString::number(event.count);
        if (event.cause != asq::trace::EventId::None)
            out += QLatin1String(" <") + QString::number(index(event.cause));
        out += u'\n';
    }
    return out;
}
