#include "qtmodules.h"

#include <QDir>
#include <QDirIterator>

QtModules::QtModules(const QString &headers)
{
    const QDir root(headers);
    const QStringList modules = root.entryList({QStringLiteral("Qt*")}, QDir::Dirs);
    for (const QString &module : modules) {
        const QDir dir(root.filePath(module));
        const QStringList names = dir.entryList(QDir::Files);
        for (const QString &name : names)
            add(name, module);
        QDirIterator it(dir.path(), {QStringLiteral("*_p.h")}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            add(QStringLiteral("private/") + QFileInfo(it.next()).fileName(), module);
    }
}
