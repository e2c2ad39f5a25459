#pragma once

#include "trace/formats/chunkindex.h"

#include <QFile>

#include <memory>

namespace asq::trace {

/// A file without a name, for what does not fit into memory: it is gone when nobody holds it any more, however the program
/// ends. It lies where TMPDIR says, else in /var/tmp, which is on a disk where /tmp may be memory.
///
/// Null when there can be none.
std::shared_ptr<QFile> makeScratchFile();
/// Reads from `file`, from any thread, and holds it as long.
ReadAt readerOf(const std::shared_ptr<QFile> &file);

} // namespace asq::trace
