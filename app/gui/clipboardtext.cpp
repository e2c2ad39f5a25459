#include "gui/clipboardtext.h"

#include <QClipboard>
#include <QGuiApplication>

namespace interleave {

QString ClipboardText::text() const
{
    return QGuiApplication::clipboard()->text();
}

} // namespace interleave
