#pragma once

#include <QList>
#include <QString>

#include <memory>
#include <variant>

class QJSEngine;

namespace asq::script {

/// Where an argument of a call begins. `label`: the name of a named function expression, of a variable or of a
/// member (`steps.load` is "load"); "" for everything else.
struct SiteArgument {
    int line = 0;
    int column = 0;
    QString label;
    friend bool operator==(const SiteArgument &, const SiteArgument &) = default;
};

/// One call, `new`, tagged template, `yield` or `throw` in a program text. Lines and columns count from 1, columns
/// in UTF-16 units; a byte order mark does not count.
struct Site {
    /// Of the callee's last name (`.then` → of `then`); of `yield` or `throw`; of the parenthesis in `f()(…)`; else
    /// where the callee begins.
    int line = 0;
    int column = 0;
    /// The last one or two member names ("then", "ASQ", "csp.put", "this.run"), "new Promise", "yield" (also for
    /// `yield*`), "throw", "super"; "" when what is called has no name.
    QString callee;
    /// Name of the variable, property or parameter that gets the value directly, for every call of a chain
    /// (`var sq = ASQ(..).then(..)` → both know "sq"); "" if none.
    QString binding;
    QList<SiteArgument> arguments; ///< What is called with, yielded or thrown.
};

/// Why a text is no program. Line and column count from 1; the column is that of the line's first character when
/// only the line is known, and 1:1 stands for an unknown line.
struct SyntaxError {
    QString message;
    int line = 0;
    int column = 0;
};

/// A program text that says where it is. Lines are those of the source, columns are not.
struct Instrumented {
    QString text;
    QList<Site> sites; ///< The first has the number `firstSite`; what stands inside comes after what it stands in.
    QString module; ///< Of a module: what runtime/modules.mjs has to know of it, as JSON; "" for a script.
    QString reason; ///< Why there are no sites although the program may have some; "" normally.
};

struct InstrumentOptions {
    bool everywhere = true; ///< Each call announces its site; else `throw` alone and what makes or tells an error.
    bool module = false; ///< A module even if it neither imports nor exports.
};

/// Rewrites programs for QJSEngine, so that they may use what it lacks of the language (lowering/), and so that each call, just before it happens, stores its number in the global
/// variable `__asq_site`: whoever is called reads there where that was. A yield's number is there when the generator
/// has given its value, a throw's when the exception is caught. The program does the same as before in the same
/// order. instrument.mjs tells how and which rare cases it gives up.
///
/// A text that imports or exports is a module: it becomes an expression for a function (lowering/modules.mjs).
/// Accepts also a byte order mark, `#!` in the first line, `<!--` comments.
/// A program text that calls something `__asq_…` is out of luck.
///
/// Requires: a QCoreApplication; one thread at a time over all instrumenters.
class Instrumenter
{
public:
    Instrumenter();
    ~Instrumenter();
    Instrumenter(const Instrumenter &) = delete;
    Instrumenter &operator=(const Instrumenter &) = delete;

    /// Defines, not enumerable, the three global variables that instrumented programs use. Once an engine, before
    /// the first program.
    static void prepare(QJSEngine &program);

    /// Requires: firstSite ≥ 0. Give each file of a run its own range: the last `firstSite` plus the count of sites.
    std::variant<Instrumented, SyntaxError> instrument(const QString &source, int firstSite,
                                                       InstrumentOptions options = {});

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace asq::script
