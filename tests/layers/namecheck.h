#pragma once

#include "sourcetree.h"

/// Files of app, engine, ui and tests whose name stands in two folders; a header and its source share theirs.
QStringList repeatedNames(const SourceTree &tree);
/// Names in the root folder that have no place there.
QStringList strayTopLevelNames(const SourceTree &tree);
/// Files so long that they want splitting: sources and headers past 500 lines, QML past 300.
QStringList longFiles(const SourceTree &tree);
