#include "record/exchange.h"

namespace asq::record {

quint32 Exchange::addFile(const QString &name, const QString &text)
{
    const std::lock_guard lock(m_mutex);
    const std::pair<QString, QString> key(name, text);
    if (const auto known = m_files.constFind(key); known != m_files.cend())
        return *known;
    const quint32 file = quint32(m_files.size());
    m_files.insert(key, file);
    m_notes.files.append({name, text});
    m_hasNotes.store(true, std::memory_order_release);
    return file;
}

void Exchange::addFailure(const QString &text)
{
    const std::lock_guard lock(m_mutex);
    m_notes.failures.append(text);
    m_hasNotes.store(true, std::memory_order_release);
}

bool Exchange::addInlet(std::shared_ptr<Inlet> inlet)
{
    const std::lock_guard lock(m_mutex);
    if (m_closed.load(std::memory_order_relaxed))
        return false;
    m_notes.inlets.push_back(std::move(inlet));
    m_hasNotes.store(true, std::memory_order_release);
    return true;
}

Exchange::Notes Exchange::takeNotes()
{
    const std::lock_guard lock(m_mutex);
    m_hasNotes.store(false, std::memory_order_release);
    return std::exchange(m_notes, Notes());
}

void Exchange::close()
{
    const std::lock_guard lock(m_mutex);
    m_closed.store(true, std::memory_order_release);
}

} // namespace asq::record
