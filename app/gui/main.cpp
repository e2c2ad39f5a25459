#include "gui/startoptions.h"

#include <QGuiApplication>
#include <QIcon>
#include <QQmlApplicationEngine>
#include <QQuickStyle>

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("interleave"));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Interleave"));
    QGuiApplication::setApplicationVersion(QStringLiteral(INTERLEAVE_VERSION));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/interleave.svg")));
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    const interleave::StartOptions options = interleave::StartOptions::fromArguments(app.arguments());

    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral(":/qt/qml"));
    engine.setInitialProperties(options.initialProperties());
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Interleave/Window/MainWindow.qml")));
    if (engine.rootObjects().isEmpty())
        return 1;
    return QGuiApplication::exec();
}
