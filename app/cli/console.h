#pragma once

#include <QString>

/// Prints `text` as UTF-8 on stdout.
void print(const QString &text);
/// Prints "asq: `sentence`" on stderr and gives the exit code of a failure, 1.
int fail(const QString &sentence);
