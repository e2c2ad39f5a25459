#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

/// The text files that the checks read, by path from the root of the repository. Tests write small ones as literals.
struct SourceTree {
    QMap<QString, QByteArray> files;
    QStringList topLevel; ///< Names in the root folder.

    /// Reads sources, QML and CMakeLists of app, engine, ui and tests below `root`.
    static SourceTree load(const QString &root);

    bool contains(const QString &path) const { return files.contains(path); }
};

/// "engine/core" for "engine/core/combinators/gate.cpp"; empty for what is in no layer.
QString layerOf(const QString &path);
/// One finding: "engine/core/x.h:12: what is wrong".
QString finding(const QString &path, int line, const QString &what);
