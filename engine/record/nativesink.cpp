#include "record/nativesink.h"

#include <QFile>

#include <sys/stat.h>

using namespace asq::trace;

namespace asq::record {

trace::Result<std::unique_ptr<NativeSink>> NativeSink::toFile(const QString &path)
{
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::WriteOnly | QIODevice::Truncate))
        return Error{QStringLiteral("%1 cannot be written: %2.").arg(path, file->errorString())};
    return std::make_unique<NativeSink>(std::move(file), path);
}

NativeSink::NativeSink(std::unique_ptr<QIODevice> device, const QString &name)
    : m_device(std::move(device)), m_name(name), m_writer(m_device.get())
{
}

NativeSink::~NativeSink() = default;

void NativeSink::begin(bool virtualClock)
{
    m_writer.setVirtualClock(virtualClock);
}

// The rows come first: the writer may flush at any of these lines, and a chunk holds whatever it names.
void NativeSink::write(const Batch &batch)
{
    for (const SourceFile &file : batch.files)
        m_writer.addFile(file.name, file.text);
    for (const QString &string : batch.strings)
        m_writer.addString(string);
    for (const Location &location : batch.locations)
        m_writer.addLocation(location);
    for (const Entity &entity : batch.entities)
        m_writer.addEntity(entity);
    if (batch.program)
        m_writer.setEntity(trace::EntityId::Program, *batch.program);
    for (const Event &event : batch.events)
        m_writer.append(event);
    m_writer.flush();
    lookWhetherItIsThere();
}

/// A file that was removed takes all that is written and keeps nothing.
void NativeSink::lookWhetherItIsThere()
{
    const QFileDevice *file = qobject_cast<QFileDevice *>(m_device.get());
    struct stat state = {};
    m_isGone = m_isGone || (file && fstat(file->handle(), &state) == 0 && state.st_nlink == 0);
}

// write() flushed already.
void NativeSink::flush(std::chrono::milliseconds) {}

void NativeSink::end()
{
    m_writer.finish();
    lookWhetherItIsThere();
    m_device->close();
}

QString NativeSink::problem() const
{
    if (m_isGone)
        return QStringLiteral("%1 was removed while it was written: what was recorded is lost.").arg(m_name);
    if (m_writer.errorString().isEmpty())
        return {};
    return QStringLiteral("%1 could not be written: %2.").arg(m_name, m_writer.errorString());
}

} // namespace asq::record
