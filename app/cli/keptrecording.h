#pragma once

#include <QString>

// Of `asq run --keep` and `asq record --keep`: the end of a recording is written when the program ends, and stays when there is a reason.

/// Where the end is written to before anybody knows whether it stays.
QString endFileOf(const QString &recording);
/// Renames that file to the next free name of `recording` when a rule finds a problem in it, and says so; removes it
/// otherwise. The sentence is empty then.
QString keptWithReason(const QString &recording);
