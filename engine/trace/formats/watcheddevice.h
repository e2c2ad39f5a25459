#pragma once

#include <QIODevice>

#include <functional>
#include <limits>

namespace asq::trace {

/// Gives what another device holds, up to a limit or until it is called off; whoever reads from it then sees the end of
/// the file, and need not know of either.
class WatchedDevice : public QIODevice
{
public:
    static constexpr qint64 Unlimited = std::numeric_limits<qint64>::max();

    /// Opens itself. `goOn` is asked before each read, with the bytes read so far; false calls the reading off, for good.
    /// Requires: `source` is readable and outlives this.
    explicit WatchedDevice(QIODevice *source, qint64 most = Unlimited, std::function<bool(qint64)> goOn = {});

    bool isSequential() const override { return true; }
    bool isCalledOff() const { return m_isCalledOff; }
    /// Bytes were asked for beyond the limit, and there are some.
    bool isCut() const { return m_isCut; }

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QIODevice *m_source;
    qint64 m_left;
    qint64 m_read = 0;
    std::function<bool(qint64)> m_goOn;
    bool m_isCalledOff = false;
    bool m_isCut = false;
};

} // namespace asq::trace
