#include "command.h"
#include "console.h"

namespace {

QString help()
{
    QString text = QStringLiteral("Usage: asq COMMAND …\n\nCommands:\n");
    for (const Command &command : commands()) {
        text += QLatin1String("  ")
            + (QLatin1String(command.name) + u' ' + QString::fromUtf8(command.arguments)).leftJustified(34) + u' '
            + QString::fromUtf8(command.purpose) + u'\n';
    }
    return text + QLatin1String("\nasq COMMAND --help says more about one.\n");
}

} // namespace

int main(int argc, char **argv)
{
    const QString name = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString();
    if (name.isEmpty())
        return fail(QStringLiteral("which command?\n\n") + help());
    if (name == QLatin1String("--help") || name == QLatin1String("-h") || name == QLatin1String("help")) {
        print(help());
        return 0;
    }
    if (name == QLatin1String("--version")) {
        print(QStringLiteral("asq " ASQ_VERSION "\n"));
        return 0;
    }
    for (const Command &command : commands()) {
        if (name != QLatin1String(command.name))
            continue;
        Invocation invocation{argc, argv, {}};
        for (int i = 2; i < argc; ++i)
            invocation.arguments.append(QString::fromLocal8Bit(argv[i]));
        return command.run(invocation);
    }
    return fail(QStringLiteral("there is no command \"%1\"\n\n").arg(name) + help());
}
