// Where the program is, by the sites that the load-time pass numbered, and what is told of errors there.
#include "script/scripthost.h"

#include <QRegularExpression>

#include <algorithm>

namespace asq::script {

namespace {
const QString SiteVariable = QStringLiteral("__asq_site");

QString introduction(Diagnostic::Kind kind)
{
    switch (kind) {
    case Diagnostic::Kind::Unhandled: return QStringLiteral("A sequence failed and no or(..) handles it: ");
    case Diagnostic::Kind::Rejected: return QStringLiteral("Uncaught (in a promise): ");
    default: return QStringLiteral("Uncaught: ");
    }
}

/// The column of the name that an engine's message speaks of, if the line has it once; 0 if it can't be told.
int columnOfName(const QString &message, const QString &line)
{
    static const QRegularExpression patterns[] = {
        QRegularExpression(QStringLiteral("(?:roperty|method) '([^']+)' of ")),
        QRegularExpression(QStringLiteral("([\\w$]+) is not (?:defined|a function|a constructor)")),
    };
    for (const QRegularExpression &pattern : patterns) {
        const QRegularExpressionMatch found = pattern.match(message);
        if (!found.hasMatch())
            continue;
        const QString name = QRegularExpression::escape(found.captured(1));
        const QRegularExpression word(QStringLiteral("(?<![\\w$])%1(?![\\w$])").arg(name));
        const qsizetype at = line.indexOf(word);
        return at >= 0 && line.indexOf(word, at + 1) < 0 ? int(at) + 1 : 0;
    }
    return 0;
}
} // namespace

int ScriptHost::currentSite() const
{
    return m_global.property(SiteVariable).toInt();
}

void ScriptHost::setCurrentSite(int site)
{
    m_global.setProperty(SiteVariable, site);
}

const Site *ScriptHost::updatePosition()
{
    if (!m_everywhere)
        return nullptr;
    const int number = currentSite();
    if (number < 1 || number > m_sites.size())
        return nullptr;
    const Site &site = m_sites.at(number - 1);
    const auto source = std::find_if(m_sources.crbegin(), m_sources.crend(),
                                     [number](const SourceText &s) { return s.firstSite <= number; });
    m_kernel.setPosition({source == m_sources.crend() ? 0 : source->file, quint32(site.line), quint32(site.column)});
    return &site;
}

Description ScriptHost::describe(const QJSValue &function, int index, const QString &fallback)
{
    Description description{fallback, m_kernel.position()};
    if (!m_everywhere)
        return description;
    QString name = function.isCallable() ? function.property(QStringLiteral("name")).toString() : QString();
    const int number = currentSite();
    if (index >= 0 && number >= 1 && number <= m_sites.size()) {
        const Site &site = m_sites.at(number - 1);
        if (index < site.arguments.size()) {
            const SiteArgument &argument = site.arguments.at(index);
            description.position.line = quint32(argument.line);
            description.position.column = quint32(argument.column);
            if (name.isEmpty())
                name = argument.label;
        }
    }
    if (!name.isEmpty() && name != QLatin1String("bound") && name != QLatin1String("goroutine"))
        description.label = name;
    return description;
}

QString ScriptHost::bindingOr(const QString &fallback)
{
    const int number = m_everywhere ? currentSite() : 0;
    if (number < 1 || number > m_sites.size())
        return fallback;
    const QString &binding = m_sites.at(number - 1).binding;
    return binding.isEmpty() ? fallback : binding;
}

void ScriptHost::uncaught(const Value &error, Diagnostic::Kind kind)
{
    const QJSValue value = toScript(error);
    if (isInterrupted()) {
        Diagnostic diagnostic{
            Diagnostic::Kind::Interrupted, QStringLiteral("Stopped while the program ran"), {}, 0, 0, {}};
        locate(diagnostic, value);
        report(diagnostic);
        return;
    }
    if (m_onUncaught.isCallable() && kind != Diagnostic::Kind::Rejected) {
        m_helpers.call.call({m_onUncaught, value});
        return;
    }
    Diagnostic diagnostic;
    diagnostic.kind = kind;
    const QString text = value.isError() || !value.isObject() ? value.toString()
                                                              : m_helpers.describe.call({value, 400}).toString();
    const QString quoted = value.isString() ? QLatin1Char('"') + text + QLatin1Char('"') : text;
    diagnostic.message = introduction(kind) + quoted;
    locate(diagnostic, value);
    report(diagnostic);
}

void ScriptHost::locate(Diagnostic &diagnostic, const QJSValue &error)
{
    // An error object knows its line. For anything else, and for the column, the last call, yield or throw tells.
    const int line = error.isError() ? error.property(QStringLiteral("lineNumber")).toInt() : 0;
    const QString file = error.isError() ? error.property(QStringLiteral("fileName")).toString() : QString();
    const auto known = std::find_if(m_sources.cbegin(), m_sources.cend(),
                                    [&file](const SourceText &s) { return !file.isEmpty() && file.endsWith(s.name); });
    if (known != m_sources.cend() && line > 0) {
        diagnostic.file = known->name;
        diagnostic.line = line;
    }
    const int number = currentSite();
    if (number >= 1 && number <= m_sites.size()) {
        const Site &site = m_sites.at(number - 1);
        const auto source = std::find_if(m_sources.crbegin(), m_sources.crend(),
                                         [number](const SourceText &s) { return s.firstSite <= number; });
        if (diagnostic.line == 0 && source != m_sources.crend()) {
            diagnostic.file = source->name;
            diagnostic.line = site.line;
        }
        if (diagnostic.line == site.line)
            diagnostic.column = site.column;
    }
    diagnostic.sourceLine = sourceLine(diagnostic.file, diagnostic.line);
    const QJSValue told = error.isError() ? error.property(QStringLiteral("columnNumber")) : QJSValue();
    if (told.isNumber() && told.toInt() > 0)
        diagnostic.column = told.toInt();
    else if (diagnostic.column == 0 && error.isError())
        diagnostic.column = columnOfName(error.toString(), diagnostic.sourceLine);
}

QString ScriptHost::sourceLine(const QString &file, int line) const
{
    for (const SourceText &source : m_sources)
        if (source.name == file && line > 0)
            return source.text.section(QLatin1Char('\n'), line - 1, line - 1).remove(QLatin1Char('\r'));
    return {};
}

QString ScriptHost::place() const
{
    const int number = currentSite();
    if (number < 1 || number > m_sites.size())
        return m_sources.isEmpty() ? QString() : m_sources.constLast().name;
    const auto source = std::find_if(m_sources.crbegin(), m_sources.crend(),
                                     [number](const SourceText &s) { return s.firstSite <= number; });
    return source->name + QLatin1Char(':') + QString::number(m_sites.at(number - 1).line);
}

void ScriptHost::report(Diagnostic diagnostic)
{
    ++m_problems;
    Position position = m_kernel.position();
    if (diagnostic.line > 0) {
        position.line = quint32(diagnostic.line);
        position.column = quint32(diagnostic.column);
    }
    m_kernel.setPosition(position);
    m_kernel.log(diagnostic.text(), true);
    m_report(diagnostic);
}

} // namespace asq::script
