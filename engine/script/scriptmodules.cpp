#include "script/scriptmodules.h"

#include "script/scripthost.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

namespace asq::script {

ScriptModules::ScriptModules(ScriptHost &host) : m_host(host)
{
    QJSEngine::setObjectOwnership(this, QJSEngine::CppOwnership);
}

QJSValue ScriptModules::describe(const QString &name, const QJSValue &body, const QString &info)
{
    const QFileInfo file(name);
    QJSValue meta = m_host.engine().newObject();
    meta.setProperty(QStringLiteral("url"), QUrl::fromLocalFile(file.absoluteFilePath()).toString());
    meta.setProperty(QStringLiteral("filename"), file.absoluteFilePath());
    meta.setProperty(QStringLiteral("dirname"), file.absolutePath());
    QJSValue loaded = m_host.engine().newObject();
    loaded.setProperty(QStringLiteral("body"), body);
    loaded.setProperty(QStringLiteral("info"), info);
    loaded.setProperty(QStringLiteral("meta"), meta);
    return loaded;
}

QString ScriptModules::resolve(const QString &specifier, const QString &referrer, int line, int column)
{
    if (specifier == QLatin1String("asynquence") || specifier == QLatin1String("asynquence-contrib"))
        return {};
    const bool isPath = specifier.startsWith(QLatin1String("./")) || specifier.startsWith(QLatin1String("../"))
        || specifier.startsWith(QLatin1Char('/'));
    if (!isPath) {
        refuse(QStringLiteral(
                   "Cannot import \"%1\": a program imports files by their path (\"./%1.mjs\"), or \"asynquence\"")
                   .arg(specifier),
               referrer, line, column);
        return {};
    }
    const QString folder = QFileInfo(referrer).path();
    return specifier.startsWith(QLatin1Char('/')) || folder == QLatin1String(".")
        ? QDir::cleanPath(specifier)
        : QDir::cleanPath(folder + QLatin1Char('/') + specifier);
}

QJSValue ScriptModules::read(const QString &name, const QString &specifier, const QString &referrer, int line,
                             int column)
{
    QFile file(name);
    if (!QFileInfo(name).isFile() || !file.open(QIODevice::ReadOnly)) {
        const QString cause = QFileInfo(name).isDir() ? QStringLiteral("it is a folder")
            : file.exists()                           ? file.errorString()
                                                      : QStringLiteral("there is no file %1").arg(name);
        refuse(QStringLiteral("Cannot import \"%1\": %2").arg(specifier, cause), referrer, line, column);
        return {};
    }
    const auto prepared = m_host.prepare(name, QString::fromUtf8(file.readAll()), ScriptHost::Goal::Module);
    if (const SyntaxError *error = std::get_if<SyntaxError>(&prepared)) {
        refuse(error->message, name, error->line, error->column);
        return {};
    }
    const Instrumented &program = std::get<Instrumented>(prepared);
    const QJSValue body = m_host.compileModule(name, program);
    if (!body.isCallable()) {
        refuse(body.toString(), name, body.property(QStringLiteral("lineNumber")).toInt(), 0);
        return {};
    }
    return describe(name, body, program.module);
}

void ScriptModules::refuse(const QString &message, const QString &file, int line, int column)
{
    QJSValue error = m_host.engine().newErrorObject(QJSValue::SyntaxError, message);
    error.setProperty(QStringLiteral("fileName"), file);
    error.setProperty(QStringLiteral("lineNumber"), line);
    error.setProperty(QStringLiteral("columnNumber"), column);
    m_host.engine().throwError(error);
}

} // namespace asq::script
