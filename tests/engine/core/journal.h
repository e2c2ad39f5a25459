#pragma once

#include "core/iterable.h"
#include "core/sequencecore.h"
#include "core/virtualexecutor.h"

#include <QStringList>

/// A kernel on a virtual clock and a journal of what the steps wrote: the world of these tests.
struct World {
    asq::VirtualExecutor executor;
    asq::Kernel kernel{executor};
    QStringList journal;

    World()
    {
        kernel.setReporter([this](const asq::Messages &errors, asq::EntityId) {
            journal.append(QStringLiteral("unhandled ") + text(errors));
        });
    }
    static QString text(const asq::Messages &messages)
    {
        return asq::summary(messages.constData(), messages.size(), 200);
    }
    static asq::Messages list(std::initializer_list<int> numbers)
    {
        asq::Messages messages;
        for (const int number : numbers)
            messages.append(asq::Value(number));
        return messages;
    }
    /// Writes `name` and the messages it gets, and passes them on.
    asq::Ref<asq::Function> writes(const QString &name)
    {
        return asq::makeFunction([this, name](asq::Messages messages) {
            journal.append(messages.isEmpty() ? name : name + QLatin1Char(' ') + text(messages));
            return asq::Value(asq::MessageWrapper(std::move(messages)));
        });
    }
    asq::Ref<asq::Function> throws(const QString &error)
    {
        return asq::makeFunction([error](asq::Messages) -> asq::Value { throw asq::Failure(asq::Value(error)); });
    }
    /// A step that waits for the trigger it leaves in `trigger`.
    static asq::Ref<asq::Step> waits(asq::Ref<asq::Trigger> &trigger)
    {
        return asq::makeStep([&trigger](asq::StepRun &run) { trigger = run.trigger(); });
    }
    asq::Ref<asq::SequenceCore> sequence() { return asq::SequenceCore::create(kernel); }
    QString run()
    {
        executor.run();
        executor.checkInvariants();
        return journal.join(QLatin1String(" | "));
    }
};
