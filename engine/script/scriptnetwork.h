#pragma once

#include <QHash>
#include <QJSValue>
#include <QObject>

#include <functional>

namespace asq::script {

class ScriptHost;

struct NetworkRequest {
    QString method;
    QString url;
    QList<std::pair<QString, QString>> headers;
    QString body;
};

struct NetworkResponse {
    int status = 0;
    QString statusText;
    QString url; ///< After redirections.
    QList<std::pair<QString, QString>> headers;
    QString body;
    QString error; ///< There was no response: why; "" normally.
};

/// Sends requests for real. This layer knows no network; whoever runs a program brings one.
class Network
{
public:
    using Answer = std::function<void(const NetworkResponse &response)>;
    virtual ~Network() = default;
    /// `answer` is called once, later, on this thread; not at all after cancel().
    virtual void send(int id, const NetworkRequest &request, Answer answer) = 0;
    virtual void cancel(int id) = 0;
};

/// What a program's `fetch` talks to (runtime/fetch.mjs): responses that stand ready, or a network.
class ScriptNetwork : public QObject
{
    Q_OBJECT

public:
    /// `responses` is JSON, or empty; `network` may be null.
    ScriptNetwork(ScriptHost &host, QString responses, QString advice, Network *network);

    Q_INVOKABLE QString responses() const { return m_responses; }
    /// What to do when nobody answers.
    Q_INVOKABLE QString advice() const { return m_advice; }
    Q_INVOKABLE bool isOpen() const { return m_network != nullptr; }
    /// `headers` is JSON; `callback` gets the response as JSON. Gives the request's number.
    Q_INVOKABLE int send(const QString &method, const QString &url, const QString &headers, const QString &body,
                         const QJSValue &callback);
    Q_INVOKABLE void cancel(int id);

private:
    ScriptHost &m_host;
    QString m_responses;
    QString m_advice;
    Network *m_network;
    QHash<int, QJSValue> m_callbacks;
    int m_next = 1;
};

} // namespace asq::script
