#pragma once

#include <QString>
#include <QStringList>
#include <QVariantMap>

namespace interleave {

/// What the command line asks of the window. Prints help or the version and ends the process when asked to.
struct StartOptions {
    QString file;    ///< A program or a recording to open; empty: the first lesson.
    QString lesson;  ///< The number of a lesson to open instead.
    QString picture; ///< Where to keep a picture of the window once it stands still; then it closes.

    static StartOptions fromArguments(const QStringList &arguments);
    /// As properties of MainWindow.
    QVariantMap initialProperties() const;
};

} // namespace interleave
