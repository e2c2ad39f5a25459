#include "command.h"
#include "console.h"

#include "trace/formats/tracefile.h"

#include <QCommandLineParser>
#include <QCoreApplication>

// asq convert: a recording in another form.

using namespace asq;

namespace {

constexpr char helpText[] = R"(Usage: asq convert IN OUT [--to FORM]

Writes a recording in the form that the name of OUT says, packed when it ends in .gz or .zst. IN may be in any form.

  .asqtrace                  native: small, all of it
  .asqtext                   a line an event, all of it
  .pftrace .perfetto-trace   for Perfetto's own window, all of it
  .json                      Chrome's trace events, for the many tools that show those, all of it

  --to FORM   native, text, perfetto or chrome, whatever the name of OUT says
)";

trace::Result<trace::TraceFileKind> targetOf(const QString &fileName, const QString &formName)
{
    trace::Result<trace::TraceFileKind> kind = trace::kindOfFileName(fileName);
    if (!formName.isEmpty()) {
        const trace::Result<const trace::TraceForm *> form = trace::formOfName(formName);
        if (!form)
            return form.error();
        trace::TraceFileKind asked;
        asked.form = *form;
        asked.packing = trace::packingOfFileName(fileName);
        kind = asked;
    }
    if (kind && !kind->form->write)
        return trace::Error{
            QStringLiteral("recordings of the form \"%1\" are read, not written").arg(QLatin1String(kind->form->name))};
    return kind;
}

} // namespace

int convertCommand(Invocation &invocation)
{
    const QCoreApplication application(invocation.argc, invocation.argv);
    QCommandLineParser parser;
    const QCommandLineOption to(QStringLiteral("to"), QString(), QStringLiteral("FORM"));
    const QCommandLineOption help(QStringList{QStringLiteral("h"), QStringLiteral("help")});
    parser.addOptions({to, help});
    if (!parser.parse(QStringList{QStringLiteral("asq convert")} + invocation.arguments))
        return fail(QStringLiteral("convert: ") + parser.errorText());
    if (parser.isSet(help)) {
        print(QLatin1String(helpText));
        return 0;
    }
    const QStringList names = parser.positionalArguments();
    if (names.size() != 2)
        return fail(QStringLiteral("convert: name a recording, and the file that it is to become"));
    const trace::Result<trace::TraceFileKind> target = targetOf(names.last(), parser.value(to));
    if (!target)
        return fail(QStringLiteral("%1: %2").arg(names.last(), target.error().toString()));
    const trace::Result<trace::TraceFile> file = trace::readTraceFile(names.first());
    if (!file)
        return fail(QStringLiteral("%1: %2").arg(names.first(), file.error().toString()));
    if (const std::optional<QString> error = trace::writeTraceFile(file->trace, names.last(), *target))
        return fail(QStringLiteral("%1: %2").arg(names.last(), *error));
    return 0;
}
