#include "command.h"
#include "console.h"

#include "analysis/lanes.h"
#include "export/timelineexport.h"
#include "trace/formats/tracefile.h"

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QTemporaryDir>

#include <optional>

// asq render: a picture of a whole recording. Needs no display: unless told otherwise, Qt paints offscreen.

using namespace asq;

namespace {

/// The number in `text`, when it is one from `least` to `most`.
std::optional<int> numberIn(const QString &text, int least, int most)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    if (!isNumber || number < least || number > most)
        return std::nullopt;
    return number;
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral("Paints the timeline of a recording."));
    parser.addPositionalArgument(QStringLiteral("TRACE"), QStringLiteral("The recording."));
    parser.addOptions({
        {{QStringLiteral("o"), QStringLiteral("output")},
         QStringLiteral("The picture: .png, .svg or .pdf."),
         QStringLiteral("FILE")},
        {QStringLiteral("width"), QStringLiteral("Its width, 200 to 16000 pixels."), QStringLiteral("PIXELS"),
         QStringLiteral("1440")},
        {QStringLiteral("height"),
         QStringLiteral("Its height, 100 to 16000 pixels; without it, as high as all lanes need."),
         QStringLiteral("PIXELS")},
        {QStringLiteral("axis"), QStringLiteral("order: every event a column; time: true lengths."),
         QStringLiteral("time|order"), QStringLiteral("order")},
        {QStringLiteral("theme"), QStringLiteral("light or dark."), QStringLiteral("light|dark"),
         QStringLiteral("light")},
        {QStringLiteral("scale"), QStringLiteral("Device pixels a pixel of a .png, 1 to 4."), QStringLiteral("FACTOR"),
         QStringLiteral("1")},
    });
    parser.addHelpOption();
}

/// What the options ask for, or a sentence about the first that is wrong.
std::optional<QString> readOptions(const QCommandLineParser &parser, interleave::ExportOptions &options)
{
    constexpr int Largest = interleave::ExportOptions::TallestExport;
    const std::optional<int> width = numberIn(parser.value(QStringLiteral("width")), 200, Largest);
    if (!width)
        return QStringLiteral("--width wants a number from 200 to %1").arg(Largest);
    options.width = *width;
    if (parser.isSet(QStringLiteral("height"))) {
        options.height = numberIn(parser.value(QStringLiteral("height")), 100, Largest);
        if (!options.height)
            return QStringLiteral("--height wants a number from 100 to %1").arg(Largest);
    }
    const std::optional<int> scale = numberIn(parser.value(QStringLiteral("scale")), 1, 4);
    if (!scale)
        return QStringLiteral("--scale wants a number from 1 to 4");
    options.pixelRatio = *scale;
    const QString axis = parser.value(QStringLiteral("axis"));
    if (axis != QLatin1String("time") && axis != QLatin1String("order"))
        return QStringLiteral("--axis wants time or order, not \"%1\"").arg(axis);
    options.axis = axis == QLatin1String("time") ? interleave::AxisKind::Time : interleave::AxisKind::Order;
    const QString theme = parser.value(QStringLiteral("theme"));
    if (theme != QLatin1String("light") && theme != QLatin1String("dark"))
        return QStringLiteral("--theme wants light or dark, not \"%1\"").arg(theme);
    options.light = theme == QLatin1String("light");
    return std::nullopt;
}

} // namespace

int renderCommand(Invocation &invocation)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    // Without a session there is no such folder, and Qt says so on stderr although nothing here uses it.
    const QTemporaryDir runtimeFolder;
    if (!qEnvironmentVariableIsSet("XDG_RUNTIME_DIR"))
        qputenv("XDG_RUNTIME_DIR", runtimeFolder.path().toLocal8Bit());
    QGuiApplication application(invocation.argc, invocation.argv);
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(QStringList(QStringLiteral("asq render")) + invocation.arguments))
        return fail(QStringLiteral("render: ") + parser.errorText());
    if (parser.isSet(QStringLiteral("help"))) {
        print(parser.helpText());
        return 0;
    }
    if (parser.positionalArguments().size() != 1)
        return fail(QStringLiteral("render: which recording? asq render TRACE -o FILE"));
    if (!parser.isSet(QStringLiteral("output")))
        return fail(QStringLiteral("render: where to? asq render TRACE -o FILE"));
    interleave::ExportOptions options;
    if (const std::optional<QString> wrong = readOptions(parser, options))
        return fail(QStringLiteral("render: ") + *wrong);
    const QString fileName = parser.positionalArguments().constFirst();
    const trace::Result<trace::TraceFile> file = trace::readTraceFile(fileName);
    if (!file)
        return fail(QStringLiteral("%1: %2").arg(fileName, file.error().toString()));
    const trace::Trace &trace = file->trace;
    const interleave::TimelineSource source(trace);
    if (const std::optional<QString> error = interleave::exportTimeline(source, options,
                                                                        parser.value(QStringLiteral("output"))))
        return fail(QStringLiteral("render: ") + *error);
    return 0;
}
