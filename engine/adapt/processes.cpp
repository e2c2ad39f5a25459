#include "adapt/processes.h"

#include <QFileInfo>

namespace asq {

namespace {

void endLike(const Ref<Outside> &outside, const QProcess &process)
{
    const QProcess::ProcessError error = process.error();
    if (error == QProcess::FailedToStart || process.exitStatus() == QProcess::CrashExit) {
        outside->fail(
            {OutsideError::Process, process.program() + QLatin1String(": ") + process.errorString(), error, {}});
        return;
    }
    Messages code;
    code.append(Value(process.exitCode()));
    outside->complete(std::move(code));
}

} // namespace

Sequence<int> fromProcess(Kernel &kernel, QProcess *process, std::source_location location)
{
    const QString label = QLatin1String("process ") + QFileInfo(process->program()).fileName();
    const Ref<Outside> outside = Outside::begin(kernel, label, location);
    const Ref<SequenceCore> sequence = outside->sequence();
    if (process->state() == QProcess::NotRunning) {
        endLike(outside, *process);
    } else {
        const auto ends = [outside, process] { endLike(outside, *process); };
        QObject::connect(process, &QProcess::finished, outside->context(), ends);
        // Of the other errors a process may recover, or finished() follows.
        QObject::connect(process, &QProcess::errorOccurred, outside->context(), [ends](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                ends();
        });
        outside->endsWith(process, label);
    }
    return Sequence<int>(sequence);
}

} // namespace asq
