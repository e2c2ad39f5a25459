#pragma once

#include "trace/result.h"
#include "trace/tracebuilder.h"

#include <QByteArray>

#include <optional>
#include <vector>

class QIODevice;

namespace asq::trace {

/// Reads the native form as it arrives, in pieces of any size: every chunk that is whole goes to the builder at once.
/// For files there is readNative.
class ChunkReader
{
public:
    /// Requires: `builder` is new (nothing was added to it), and outlives this.
    explicit ChunkReader(TraceBuilder *builder);

    /// Goes on reading. The error says what is wrong and at which byte of the whole stream; then nothing more can be
    /// read, what was read stays, and every further call gives the same error.
    std::optional<Error> feed(const QByteArray &bytes);
    /// True after the mark that ends a whole recording.
    bool isAtEnd() const { return m_isAtEnd; }
    /// True when the stream's header was read and is one that this program knows.
    bool hasHeader() const { return m_hasHeader; }
    /// Nothing more will come: puts what is missing into the builder's remarks.
    void close();

private:
    bool readHeader();
    bool readChunk();
    bool readData(const QByteArray &plain, const struct ChunkHeader &header);
    void addRows(const struct ChunkTables &tables);
    Entity translated(const Entity &entity) const;
    void fail(const QString &sentence, qint64 offset);

    TraceBuilder *m_builder;
    QByteArray m_pending; ///< What is not a whole chunk yet.
    qsizetype m_used = 0; ///< Of m_pending.
    qint64 m_offset = 0; ///< In the stream, of the first pending byte that is not used.
    std::optional<Error> m_error;
    // From the stream's ids to the builder's, which keeps equal rows once.
    std::vector<StringId> m_strings = {StringId::Empty};
    std::vector<LocationId> m_locations = {LocationId::Unknown};
    std::vector<quint32> m_files;
    bool m_hasHeader = false;
    bool m_isAtEnd = false;
};

/// Reads a native file to its end. What is damaged or cut off in it becomes a remark of the trace and the events before
/// that are kept; an error is only what leaves nothing at all: an empty file, another form, a newer version. Of a large
/// file (LargeFile in nativefile.h) the events stay in it: then it must stay what it is while the trace lives.
Result<Trace> readNative(QIODevice *device);

/// Whether `head`, the first bytes of a file, are those of the native form.
bool looksLikeNative(const QByteArray &head);

} // namespace asq::trace
