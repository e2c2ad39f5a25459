#pragma once

#include "trace/result.h"

#include <QtGlobal>

#include <optional>

// The numbers of the native form, which its writer and its reader share; native.md explains them.
namespace asq::trace::native {

/// The first byte is not ASCII, so that no text is taken for a trace; the line ends find out transfers as text.
inline constexpr char Magic[8] = {'\x89', 'A', 'S', 'Q', 'T', '\r', '\n', '\x1a'};
inline constexpr quint16 MajorVersion = 1; ///< Readers refuse what is newer.
inline constexpr quint16 MinorVersion = 1; ///< Readers accept any.
inline constexpr int HeaderBytes = 16;

inline constexpr quint32 ChunkMarker = 0x4b4e4843; ///< "CHNK"
inline constexpr int ChunkHeaderBytes = 32;
enum ChunkKind : quint8 { DataChunk = 0, EndChunk = 1 };
enum Packing : quint8 { Plain = 0, Zstd = 1 };
inline constexpr quint8 VirtualClockFlag = 1;

inline constexpr quint32 IndexMarker = 0x58444e49; ///< "INDX"
inline constexpr int TrailerBytes = 24;

/// What is wrong with the HeaderBytes at `head`, and at which of them; nullopt when nothing is.
std::optional<Error> headError(const char *head);

// What readers say of a file that is not whole, when `events` of its events were read.
QString damagedRemark(const Error &error, qint64 events);
QString cutRemark(qint64 missing, qint64 offset, qint64 events);
QString notClosedRemark(qint64 events);

} // namespace asq::trace::native
