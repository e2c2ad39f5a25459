#include "sourcetree.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

SourceTree SourceTree::load(const QString &root)
{
    const QStringList names = {QStringLiteral("*.h"), QStringLiteral("*.cpp"), QStringLiteral("*.qml"),
                               QStringLiteral("CMakeLists.txt")};
    const QDir dir(root);
    SourceTree tree;
    tree.topLevel = dir.entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    for (const char *top : {"app", "engine", "ui", "tests"}) {
        QDirIterator it(dir.filePath(QString::fromLatin1(top)), names, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            if (file.open(QIODevice::ReadOnly))
                tree.files.insert(dir.relativeFilePath(file.fileName()), file.readAll());
        }
    }
    return tree;
}

QString layerOf(const QString &path)
{
    const QStringList parts = path.split(QLatin1Char('/'));
    const QStringList tops = {QStringLiteral("app"), QStringLiteral("engine"), QStringLiteral("ui")};
    return parts.size() > 2 && tops.contains(parts[0]) ? parts[0] + QLatin1Char('/') + parts[1] : QString();
}

QString finding(const QString &path, int line, const QString &what)
{
    return QStringLiteral("%1:%2: %3").arg(path).arg(line).arg(what);
}
