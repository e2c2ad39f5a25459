#pragma once

#include <QString>

namespace asq::script {

/// What the program does to the outside, or what went wrong with it.
struct Diagnostic {
    enum class Kind : quint8 {
        Syntax,      ///< A file is no program.
        Uncaught,    ///< Thrown by the program and caught by nobody.
        Unhandled,   ///< A sequence failed and nobody handles it.
        Rejected,    ///< A promise was rejected and nobody handles it.
        Interrupted, ///< Stopped from outside while it ran.
    };
    Kind kind = Kind::Uncaught;
    QString message;
    QString file;
    int line = 0;   ///< From 1; 0 is unknown.
    int column = 0; ///< From 1; 0 is unknown.
    QString sourceLine;

    /// "file:line:column: message", the line itself and a mark below the column.
    QString text() const;
};

} // namespace asq::script
