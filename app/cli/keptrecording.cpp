#include "keptrecording.h"

#include "analysis/rules/findings.h"
#include "record/rotatingsink.h"
#include "trace/formats/tracefile.h"

#include <QFile>

#include <algorithm>

using namespace asq;

QString endFileOf(const QString &recording)
{
    return recording + QLatin1String(".end");
}

QString keptWithReason(const QString &recording)
{
    const QString end = endFileOf(recording);
    const trace::Result<trace::TraceFile> file = trace::readTraceFile(end);
    analysis::ProgramState state;
    for (qsizetype i = 0; file && i < file->trace.eventCount(); ++i)
        state.apply(file->trace, trace::EventId(quint32(i + 1)));
    const QList<analysis::Finding> findings = file ? analysis::findingsOf(file->trace, state)
                                                   : QList<analysis::Finding>();
    const auto problem = std::find_if(findings.begin(), findings.end(), [](const analysis::Finding &finding) {
        return finding.severity == analysis::Severity::Problem;
    });
    int number = 1;
    while (QFile::exists(record::RotatingSink::numbered(recording, number)))
        ++number;
    const QString kept = record::RotatingSink::numbered(recording, number);
    if (problem != findings.end() && QFile::rename(end, kept))
        return QStringLiteral("asq: the end of the recording is kept in %1: %2").arg(kept, problem->explanation);
    QFile::remove(end);
    return {};
}
