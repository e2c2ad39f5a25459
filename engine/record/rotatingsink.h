#pragma once

#include "record/keeplimits.h"
#include "record/sink.h"
#include "record/standing.h"
#include "trace/result.h"

#include <QByteArray>
#include <QHash>

#include <deque>
#include <optional>

class QIODevice;

namespace asq::record {

/// Keeps the last of a recording in memory and writes it out when asked to, as a trace of its own: it begins with a gap
/// that says how many events came before, and with what stood at that instant (who waits, what is in channels).
///
/// An error that nobody handled is a reason of its own: it is written once as much has come after it as half of the limits
/// allow, so that the file holds what led to it and what followed; at the end of the recording at the latest.
///
/// The first time it writes to `fileName`, then to names with -2, -3, … before the suffix.
class RotatingSink final : public Sink
{
public:
    struct Options {
        KeepLimits limits;
        QString fileAtEnd; ///< What is kept at the end of the recording is written there; empty: nowhere.
    };
    RotatingSink(const QString &fileName, Options options);

    void begin(bool virtualClock) override { m_virtualClock = virtualClock; }
    void write(const Batch &batch) override;
    void flush(std::chrono::milliseconds) override {}
    void save() override;
    void end() override;
    QString problem() const override { return m_problem; }

    /// Errors that nobody handled lead to so many files at most, so that a program that goes on failing fills no disk.
    static constexpr int MostReports = 10;

    /// How many rows are remembered. Requires: nothing is being written.
    qsizetype entityCount() const { return m_standing.entityCount(); }
    qsizetype stringCount() const { return m_strings.size(); }
    /// The name for the `number`th time, from 1.
    static QString numbered(const QString &fileName, int number);

private:
    struct Piece {
        QByteArray packed;
        qsizetype count;
        quint32 firstNumber;
        qint64 lastRealTime;
        qint64 lastProgramTime;
        std::vector<quint32> entities; ///< That its events name.
        std::vector<quint32> strings;
    };
    class Saving;
    void addTables(const Batch &batch);
    void trim();
    void saveReport();
    void dropOldest();
    void sweep();
    void saveTo(const QString &fileName);
    QSet<quint32> namedEntities() const;

    const QString m_fileName;
    const Options m_options;
    QString m_problem;
    int m_saves = 0;
    int m_savedReports = 0;
    std::optional<qint64> m_reportedAt; ///< Real time of the oldest unhandled error that no file holds yet.
    qint64 m_bytesSinceReport = 0;
    bool m_virtualClock = false;

    std::deque<Piece> m_pieces;
    qint64 m_bytes = 0;
    quint32 m_dropped = 0; ///< Events that left.
    qint64 m_beginRealTime = 0; ///< Of the last of them.
    qint64 m_beginProgramTime = 0;

    Standing m_standing;
    QHash<quint32, QString> m_strings;
    quint32 m_oldestString = 1; ///< Those before it are not named by what comes.
    QList<trace::Location> m_locations;
    QList<trace::SourceFile> m_files;
    qsizetype m_sizeAfterSweep = 0;
};

} // namespace asq::record
