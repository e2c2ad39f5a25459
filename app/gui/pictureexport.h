#pragma once

#include "viewmodel/tracesession.h"

#include <QUrl>

namespace interleave {

/// Writes the timeline of a session to a PNG, SVG or PDF file, with the axis and the colours of the window.
class PictureExport : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(interleave::TraceSession *session MEMBER m_session NOTIFY changed FINAL)
    Q_PROPERTY(bool light MEMBER m_light NOTIFY changed FINAL)

public:
    using QObject::QObject;

    /// Requires: session is set.
    Q_INVOKABLE void save(const QUrl &file);

Q_SIGNALS:
    void changed();
    /// Each with a sentence for people.
    void saved(const QString &sentence);
    void failed(const QString &sentence);

private:
    TraceSession *m_session = nullptr;
    bool m_light = false;
};

} // namespace interleave
