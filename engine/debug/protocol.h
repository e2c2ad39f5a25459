#pragma once

#include "debug/breakpoint.h"

#include <QByteArray>
#include <QString>

namespace asq::debug {

/// The version that this side speaks. Both sides must speak the same.
constexpr quint16 ProtocolVersion = 2;
/// Where a debuggee finds the debugger, when its command line does not say; and what proves that it was invited.
constexpr char LinkVariable[] = "ASQ_DEBUG_LINK";
constexpr char SecretVariable[] = "ASQ_DEBUG_SECRET";
/// Before the debuggee is known nobody may send more than this.
constexpr quint32 GreetingLimit = 4 * 1024;

/// The first that a debuggee says.
struct Hello {
    quint16 version = ProtocolVersion;
    QString secret;
    QString program;
    qint64 processId = 0;
    friend bool operator==(const Hello &, const Hello &) = default;
};
QByteArray encoded(const Hello &hello);
/// Of another version than ours only `version` can be told.
trace::Result<Hello> decodedHello(const QByteArray &payload);

/// The debugger's answer. The lines where the program is to hold come with it, so that none is passed before they are
/// known.
struct Welcome {
    quint16 version = ProtocolVersion;
    QList<Breakpoint> breakpoints;
    friend bool operator==(const Welcome &, const Welcome &) = default;
};
QByteArray encoded(const Welcome &welcome);
trace::Result<Welcome> decodedWelcome(const QByteArray &payload);

QByteArray encoded(const QList<Breakpoint> &breakpoints);
trace::Result<QList<Breakpoint>> decodedBreakpoints(const QByteArray &payload);

/// What a debuggee does. The values are part of the protocol: append only.
enum class Activity : quint8 {
    Running, ///< The program's thread works.
    Idle,    ///< It waits for a timer or the outside.
    Paused,
    Finished, ///< Nothing more will come; the process ends.
};
struct ActivityReport {
    Activity activity = Activity::Running;
    qint32 exitStatus = 0; ///< Of Finished.
    QString message;       ///< For people; may be empty.
    friend bool operator==(const ActivityReport &, const ActivityReport &) = default;
};
QByteArray encoded(const ActivityReport &report);
trace::Result<ActivityReport> decodedActivityReport(const QByteArray &payload);

/// 256 random bits as text.
QString newSecret();
/// Compares in a time that does not tell where they differ.
bool isSameSecret(const QString &a, const QString &b);

} // namespace asq::debug
