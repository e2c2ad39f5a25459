#pragma once

#include <QObject>
#include <qqmlregistration.h>

namespace interleave {

/// The text in the clipboard.
class ClipboardText : public QObject
{
    Q_OBJECT
    QML_ELEMENT

public:
    using QObject::QObject;
    Q_INVOKABLE QString text() const;
};

} // namespace interleave
