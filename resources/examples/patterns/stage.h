#pragma once

#include "core/sequence.h"
#include "core/virtualexecutor.h"

#include <QTextStream>

/// Where each of these programs plays: a kernel on a virtual clock, a line to print, and pages to ask for that take a
/// while to come.
struct Stage {
    asq::VirtualExecutor executor;
    asq::Kernel kernel{executor};

    Stage()
    {
        kernel.setReporter([](const asq::Messages &errors, asq::EntityId) {
            print(QStringLiteral("nobody handled ") + asq::summary(errors.constData(), errors.size(), 80));
        });
    }
    static void print(const QString &line) { QTextStream(stdout) << line << Qt::endl; }

    /// A sequence that passes on the text of a page; the longer its name, the longer that takes.
    asq::Sequence<QString> request(const QString &page)
    {
        return asq::start(kernel, "request").then([this, page](asq::Done<QString> done) {
            asq::singleShot(kernel, std::chrono::milliseconds(page.size()),
                            [done, page] { done(QLatin1Char('[') + page + QLatin1Char(']')); });
        });
    }
    /// Runs until nothing is left to happen.
    void run() { executor.run(); }
};
