#include "gui/pictureexport.h"

#include "export/timelineexport.h"

namespace interleave {

void PictureExport::save(const QUrl &file)
{
    Q_ASSERT(m_session);
    ExportOptions options;
    options.axis = m_session->axis() == TraceSession::Order ? AxisKind::Order : AxisKind::Time;
    options.light = m_light;
    const QString path = file.toLocalFile();
    const std::optional<QString> problem = exportTimeline(m_session->source(), options, path);
    if (problem)
        Q_EMIT failed(*problem);
    else
        Q_EMIT saved(tr("The timeline is kept in %1").arg(path));
}

} // namespace interleave
