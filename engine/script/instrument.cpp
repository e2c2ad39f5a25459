#include "script/instrument.h"

#include "script/compilersilence.h"

#include <QJSEngine>
#include <QJSValue>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>

// The work is done by instrument.mjs with the parser acorn, in an engine of its own: parser and program share no
// globals. It is imported as a module, not evaluated: modules alone get the engine's lookup caches, and parsing
// takes a third less. The result crosses over as JSON: one string costs less than thousands of property reads.

/// Defined in the bytecode that the build made of the modules; named here so that the linker keeps it.
extern int qInitResources_qmlcache_asq_instrument();

namespace asq::script {

namespace {

SiteArgument argumentOf(const QJsonArray &json)
{
    return {json.at(0).toInt(), json.at(1).toInt(), json.at(2).toString()};
}

Site siteOf(const QJsonArray &json)
{
    Site site{json.at(0).toInt(), json.at(1).toInt(), json.at(2).toString(), json.at(3).toString(), {}};
    const QJsonArray arguments = json.at(4).toArray();
    for (const auto &argument : arguments)
        site.arguments.append(argumentOf(argument.toArray()));
    return site;
}

/// Column of the first character of a line that is no blank.
int firstColumn(const QString &text, int line)
{
    const QStringList lines = text.split(QLatin1Char('\n'));
    if (line < 1 || line > lines.size())
        return 1;
    const QString &content = lines.at(line - 1);
    int column = 1;
    while (column <= content.size() && content.at(column - 1).isSpace())
        ++column;
    return column <= content.size() ? column : 1;
}

} // namespace

class Instrumenter::Private
{
public:
    /// What the engine itself says to a text, without running it. acorn knows the language, not this engine.
    std::optional<SyntaxError> rejection(const QString &text, const QString &source);

    QJSEngine engine;
    QJSValue instrument;
};

std::optional<SyntaxError> Instrumenter::Private::rejection(const QString &text, const QString &source)
{
    const QJSValue function = engine.evaluate(QLatin1String("(function(){") + text + QLatin1String("\n})"));
    if (!function.isError())
        return std::nullopt;
    const int line = function.property(QStringLiteral("lineNumber")).toInt();
    return SyntaxError{function.property(QStringLiteral("message")).toString(), std::max(line, 1),
                       firstColumn(source, line)};
}

Instrumenter::Instrumenter() : d(std::make_unique<Private>())
{
    qInitResources_qmlcache_asq_instrument();
    const CompilerSilence silence;
    const QJSValue module = d->engine.importModule(QStringLiteral(":/asq/script/instrument.mjs"));
    Q_ASSERT_X(!module.isError(), "asq::script::Instrumenter", qPrintable(module.toString()));
    d->instrument = module.property(QStringLiteral("instrument"));
    Q_ASSERT(d->instrument.isCallable());
}

Instrumenter::~Instrumenter() = default;

void Instrumenter::prepare(QJSEngine &program)
{
    const QJSValue defined = program.evaluate(QStringLiteral(
        "(function (global) {"
        "  var finished = { next: function () { return { done: true }; } };"
        "  function Spread(site) { this.site = site; }"
        "  Spread.prototype[Symbol.iterator] = function () { global.__asq_site = this.site; return finished; };"
        "  function spread(site) { return new Spread(site); }"
        "  Object.defineProperty(global, '__asq_site', { value: 0, writable: true });"
        "  Object.defineProperty(global, '__asq_value', { value: undefined, writable: true });"
        "  Object.defineProperty(global, '__asq_spread', { value: spread });"
        "})(this);"));
    Q_ASSERT_X(!defined.isError(), "asq::script::Instrumenter", qPrintable(defined.toString()));
}

std::variant<Instrumented, SyntaxError> Instrumenter::instrument(const QString &source, int firstSite,
                                                                 InstrumentOptions options)
{
    Q_ASSERT(firstSite >= 0);
    const CompilerSilence silence;
    const QJSValue result = d->instrument.call({source, firstSite, options.everywhere, options.module});
    Q_ASSERT_X(!result.isError(), "asq::script::Instrumenter", qPrintable(result.toString()));
    const QJsonObject json = QJsonDocument::fromJson(result.toString().toUtf8()).object();
    const QString error = json.value(QLatin1String("error")).toString();
    if (!error.isEmpty())
        return SyntaxError{error, json.value(QLatin1String("line")).toInt(),
                           json.value(QLatin1String("column")).toInt()};

    Instrumented instrumented{json.value(QLatin1String("text")).toString(),
                              {},
                              json.value(QLatin1String("module")).toString(),
                              json.value(QLatin1String("reason")).toString()};
    if (const std::optional<SyntaxError> rejected = d->rejection(instrumented.text, source))
        return *rejected;
    const QJsonArray sites = json.value(QLatin1String("sites")).toArray();
    instrumented.sites.reserve(sites.size());
    for (const auto &site : sites)
        instrumented.sites.append(siteOf(site.toArray()));
    return instrumented;
}

} // namespace asq::script
