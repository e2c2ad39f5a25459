#pragma once

#include "adapt/outsideerror.h"
#include "core/eventloopexecutor.h"
#include "core/task.h"
#include "core/typedrunner.h"
#include "core/virtualexecutor.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QStringList>
#include <QTimer>

#include <memory>

/// A kernel on the real event loop and a journal. Nothing sleeps: the loop turns until something is written.
struct LoopWorld {
    asq::EventLoopExecutor executor;
    std::unique_ptr<asq::Kernel> kernel = std::make_unique<asq::Kernel>(executor);
    QStringList journal;

    LoopWorld()
    {
        kernel->setReporter([this](const asq::Messages &errors, asq::EntityId) {
            write(QStringLiteral("unhandled ") + asq::summary(errors.constData(), errors.size(), 200));
        });
    }
    void write(const QString &line)
    {
        journal.append(line);
        if (m_loop && journal.size() >= m_wanted)
            m_loop->quit();
    }
    void write(const char *line) { write(QString::fromUtf8(line)); }
    void write(const char *line, qint64 number)
    {
        write(QString::fromUtf8(line) + QLatin1Char(' ') + QString::number(number));
    }
    /// Writes what a sequence comes to.
    template<typename... Ts>
    void writeEndOf(const asq::Sequence<Ts...> &sequence)
    {
        sequence.core()->val(asq::makeFunction([this](asq::Messages messages) {
            write(QStringLiteral("got ") + asq::summary(messages.constData(), messages.size(), 200));
            return asq::Value();
        }));
        sequence.onError([this](const asq::Error &error) { write(QStringLiteral("failed ") + error.text()); });
    }
    /// Starts a coroutine, and writes what it fails with.
    template<typename F>
    void start(F body)
    {
        asq::Runner(*kernel).go("test", std::move(body)).start().onError([this](const asq::Error &error) {
            write(QStringLiteral("failed ") + error.text());
        });
    }
    /// The journal, once it has so many lines; or after 5 s, whatever it has.
    QString run(qsizetype lines)
    {
        QEventLoop loop;
        m_wanted = lines;
        m_loop = &loop;
        QTimer limit;
        QObject::connect(&limit, &QTimer::timeout, &loop, &QEventLoop::quit);
        limit.start(5000);
        if (journal.size() < lines)
            loop.exec();
        m_loop = nullptr;
        return journal.join(QLatin1String(" | "));
    }
    /// Ends the kernel, and lets everything that was on its way arrive.
    QString endKernel()
    {
        kernel.reset();
        for (int turn = 0; turn < 20; ++turn)
            QCoreApplication::processEvents();
        return journal.join(QLatin1String(" | "));
    }

private:
    QEventLoop *m_loop = nullptr;
    qsizetype m_wanted = 0;
};
