#pragma once

#include <QtGlobal>

// The numbers of the native form, which its writer and its reader share; native.md explains them.
namespace asq::trace::native {

/// The first byte is not ASCII, so that no text is taken for a trace; the line ends find out transfers as text.
inline constexpr char Magic[8] = {'\x89', 'A', 'S', 'Q', 'T', '\r', '\n', '\x1a'};
inline constexpr quint16 MajorVersion = 1; ///< Readers refuse what is newer.
inline constexpr quint16 MinorVersion = 0; ///< Readers accept any.
inline constexpr int HeaderBytes = 16;

inline constexpr quint32 ChunkMarker = 0x4b4e4843; ///< "CHNK"
inline constexpr int ChunkHeaderBytes = 32;
enum ChunkKind : quint8 { DataChunk = 0, EndChunk = 1 };
enum Packing : quint8 { Plain = 0, Zstd = 1 };
inline constexpr quint8 VirtualClockFlag = 1;

} // namespace asq::trace::native
