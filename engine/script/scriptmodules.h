#pragma once

#include <QJSValue>
#include <QObject>

namespace asq::script {

class ScriptHost;

/// Finds and reads the files that a program imports; runtime/modules.mjs joins and runs them. Names of files are written as
/// the person wrote the program's own.
class ScriptModules : public QObject
{
    Q_OBJECT

public:
    explicit ScriptModules(ScriptHost &host);

    /// What the runtime needs of a program text that was prepared: {body, info, meta}.
    QJSValue describe(const QString &name, const QJSValue &body, const QString &info);

    /// The file that `specifier` means in the file `referrer`; "" is the library itself.
    Q_INVOKABLE QString resolve(const QString &specifier, const QString &referrer, int line, int column);
    Q_INVOKABLE QJSValue read(const QString &name, const QString &specifier, const QString &referrer, int line,
                              int column);
    /// Throws a SyntaxError that names a place.
    Q_INVOKABLE void refuse(const QString &message, const QString &file, int line, int column);

private:
    ScriptHost &m_host;
};

} // namespace asq::script
