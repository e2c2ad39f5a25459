#include "record/memorysink.h"

using namespace asq::trace;

namespace asq::record {

void MemorySink::begin(bool virtualClock)
{
    m_builder.setVirtualClock(virtualClock);
}

void MemorySink::write(const Batch &batch)
{
    for (const QString &string : batch.strings)
        m_strings.append(m_builder.intern(string));
    for (const SourceFile &file : batch.files)
        m_builder.addFile(file.name, file.text);
    for (const Location &location : batch.locations)
        m_builder.intern(location);
    for (Entity entity : batch.entities) {
        entity.label = m_strings.at(index(entity.label));
        m_builder.addEntity(entity);
    }
    if (batch.program) {
        Entity program = *batch.program;
        program.label = m_strings.at(index(program.label));
        m_builder.setEntity(EntityId::Program, program);
    }
    for (Event event : batch.events) {
        event.value = m_strings.at(index(event.value));
        m_builder.append(event);
    }
}

} // namespace asq::record
