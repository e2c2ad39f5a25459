#include "record/sink.h"

namespace asq::record {

void Batch::advance()
{
    firstString += quint32(strings.size());
    firstLocation += quint32(locations.size());
    firstFile += quint32(files.size());
    firstEntity += quint32(entities.size());
    firstEvent += quint32(events.size());
    strings.clear();
    locations.clear();
    files.clear();
    entities.clear();
    program.reset();
    events.clear();
}

} // namespace asq::record
