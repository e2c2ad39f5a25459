#pragma once

#include "core/kernel.h"
#include "core/virtualexecutor.h"

#include <QStringList>

/// A kernel on a virtual clock and a journal of what the program wrote: the world of the tests of the C++ face.
struct TypedWorld {
    asq::VirtualExecutor executor;
    asq::Kernel kernel{executor};
    QStringList journal;

    TypedWorld()
    {
        kernel.setReporter([this](const asq::Messages &errors, asq::EntityId) {
            write(QStringLiteral("unhandled ") + asq::summary(errors.constData(), errors.size(), 200));
        });
    }
    void write(const QString &line) { journal.append(line); }
    void write(const char *line) { journal.append(QString::fromUtf8(line)); }
    void write(const char *line, qint64 number)
    {
        journal.append(QString::fromUtf8(line) + QLatin1Char(' ') + QString::number(number));
    }
    /// Runs until nothing is left to do; what was written.
    QString run()
    {
        executor.run();
        executor.checkInvariants();
        return journal.join(QLatin1String(" | "));
    }
};
