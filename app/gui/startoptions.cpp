#include "gui/startoptions.h"

#include <QCommandLineParser>
#include <QDir>
#include <QUrl>

namespace interleave {

StartOptions StartOptions::fromArguments(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Shows what an asynchronous program did: who ran, who waited, on what, and why it went on."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("file"),
                                 QStringLiteral(
                                     "A program (.js), which is run, or a recording. Without it: the first lesson."),
                                 QStringLiteral("[file]"));
    const QCommandLineOption lesson(QStringLiteral("lesson"), QStringLiteral("Open lesson number <n>."),
                                    QStringLiteral("n"));
    QCommandLineOption picture(QStringLiteral("shot"), QStringLiteral("Keep a picture of the window and close it."),
                               QStringLiteral("file"));
    picture.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOption(lesson);
    parser.addOption(picture);
    parser.process(arguments);

    StartOptions options;
    if (!parser.positionalArguments().isEmpty())
        options.file = parser.positionalArguments().constFirst();
    options.lesson = parser.value(lesson);
    options.picture = parser.value(picture);
    return options;
}

QVariantMap StartOptions::initialProperties() const
{
    QVariantMap properties;
    if (!file.isEmpty())
        properties.insert(QStringLiteral("startFile"), QUrl::fromLocalFile(QDir::current().absoluteFilePath(file)));
    if (const int number = lesson.toInt(); number > 0)
        properties.insert(QStringLiteral("startLesson"), number);
    if (!picture.isEmpty())
        properties.insert(QStringLiteral("pictureFile"), picture);
    return properties;
}

} // namespace interleave
