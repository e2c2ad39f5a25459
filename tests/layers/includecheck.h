#pragma once

#include "layertable.h"
#include "qtmodules.h"
#include "sourcetree.h"

/// Every #include and QML import of the layers that the table does not allow, in order of file and line.
QStringList forbiddenEdges(const SourceTree &tree, const LayerTable &table, const QtModules &qt);
