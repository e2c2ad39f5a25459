#pragma once

#include <QThread>

#include <memory>

namespace asqtest {

/// A small HTTP server on this machine, in a thread of its own so that a test may wait for a process that asks it:
/// /hello greets in JSON, /echo says what it got, /never gives no answer, and everything else is missing.
class LocalServer
{
public:
    LocalServer();
    ~LocalServer();
    quint16 port() const { return m_port; }

private:
    std::unique_ptr<QThread> m_thread;
    quint16 m_port = 0;
};

} // namespace asqtest
