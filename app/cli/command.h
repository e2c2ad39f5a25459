#pragma once

#include <QStringList>

#include <span>

/// One call of a command. The command makes its own application object (QCoreApplication, or QGuiApplication where it
/// draws) from argc and argv.
struct Invocation {
    int &argc;
    char **argv;
    QStringList arguments; ///< What follows the command's name.
};

/// A row of the table of commands.
struct Command {
    const char *name;
    const char *arguments; ///< For the help: "TRACE [--json]".
    const char *purpose;   ///< For the help: one line.
    int (*run)(Invocation &invocation); ///< Gives the exit code: 0, or 1 after an error was printed.
};

/// All commands, in the order of the help; CMakeLists.txt lists them.
std::span<const Command> commands();
