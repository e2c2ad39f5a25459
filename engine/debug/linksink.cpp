#include "debug/linksink.h"

#include "debug/frame.h"
#include "debug/linkpipe.h"

#include <QIODevice>

namespace asq::debug {

namespace {

/// Whatever is written becomes chunk frames; a frame need not hold whole chunks.
class FramingDevice final : public QIODevice
{
public:
    explicit FramingDevice(std::shared_ptr<LinkPipe> pipe) : m_pipe(std::move(pipe)) { open(WriteOnly | Unbuffered); }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *bytes, qint64 size) override
    {
        for (qint64 done = 0; done < size; done += Piece) {
            const QByteArray piece(bytes + done, std::min(Piece, size - done));
            if (!m_pipe->push(encodedFrame(FrameType::Chunk, piece))) {
                setErrorString(QStringLiteral("the debugger is gone"));
                return -1;
            }
        }
        return size;
    }

private:
    static constexpr qint64 Piece = 1024 * 1024;
    std::shared_ptr<LinkPipe> m_pipe;
};

} // namespace

LinkSink::LinkSink(std::shared_ptr<LinkPipe> pipe)
    : m_pipe(pipe), m_native(std::make_unique<FramingDevice>(pipe), QStringLiteral("the link to the debugger"))
{
}

LinkSink::~LinkSink() = default;

void LinkSink::flush(std::chrono::milliseconds limit)
{
    m_pipe->waitUntilSent(limit);
}

} // namespace asq::debug
