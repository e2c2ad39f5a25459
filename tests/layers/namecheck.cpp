#include "namecheck.h"

#include <QFileInfo>

QStringList repeatedNames(const SourceTree &tree)
{
    QMap<QString, QString> folders; // of the name without its suffix
    QStringList findings;
    for (auto it = tree.files.begin(); it != tree.files.end(); ++it) {
        const QFileInfo info(it.key());
        if (info.fileName() == QLatin1String("CMakeLists.txt") || info.fileName() == QLatin1String("main.cpp"))
            continue;
        const QString other = folders.value(info.completeBaseName());
        if (other.isEmpty())
            folders.insert(info.completeBaseName(), info.path());
        else if (other != info.path())
            findings << finding(it.key(), 1, QStringLiteral("a file in %1 has this name too").arg(other));
    }
    return findings;
}

QStringList strayTopLevelNames(const SourceTree &tree)
{
    // The law of DESIGN.md, and what git ignores: the builds and the packages from npm.
    const QStringList known = {QStringLiteral("app"),
                               QStringLiteral("engine"),
                               QStringLiteral("ui"),
                               QStringLiteral("resources"),
                               QStringLiteral("tests"),
                               QStringLiteral("CMakeLists.txt"),
                               QStringLiteral("CMakePresets.json"),
                               QStringLiteral("README.md"),
                               QStringLiteral("LICENSE"),
                               QStringLiteral("dev"),
                               QStringLiteral("package.json"),
                               QStringLiteral("package-lock.json"),
                               QStringLiteral("build"),
                               QStringLiteral("node_modules")};
    QStringList findings;
    for (const QString &name : tree.topLevel) {
        if (!known.contains(name) && !name.startsWith(QLatin1Char('.')) && !name.endsWith(QLatin1String(".user")))
            findings << finding(name, 1, QStringLiteral("the top level has no place for this"));
    }
    return findings;
}

QStringList longFiles(const SourceTree &tree)
{
    QStringList findings;
    for (auto it = tree.files.begin(); it != tree.files.end(); ++it) {
        const qsizetype lines = it.value().count('\n');
        const qsizetype limit = it.key().endsWith(QLatin1String(".qml")) ? 300 : 500;
        if (lines > limit)
            findings << finding(it.key(), 1,
                                QStringLiteral("%1 lines; past %2 it wants splitting").arg(lines).arg(limit));
    }
    return findings;
}
