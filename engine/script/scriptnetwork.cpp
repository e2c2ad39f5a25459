#include "script/scriptnetwork.h"

#include "script/asynccalls.h"
#include "script/scripthost.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace asq::script {

namespace {

QString jsonOf(const NetworkResponse &response)
{
    QJsonArray headers;
    for (const auto &[name, value] : response.headers)
        headers.append(QJsonArray{name, value});
    return QString::fromUtf8(QJsonDocument(QJsonObject{{QStringLiteral("status"), response.status},
                                                       {QStringLiteral("statusText"), response.statusText},
                                                       {QStringLiteral("url"), response.url},
                                                       {QStringLiteral("headers"), headers},
                                                       {QStringLiteral("body"), response.body},
                                                       {QStringLiteral("error"), response.error}})
                                 .toJson(QJsonDocument::Compact));
}

} // namespace

ScriptNetwork::ScriptNetwork(ScriptHost &host, QString responses, QString advice, Network *network)
    : m_host(host), m_responses(std::move(responses)), m_advice(std::move(advice)), m_network(network)
{
    QJSEngine::setObjectOwnership(this, QJSEngine::CppOwnership);
}

int ScriptNetwork::send(const QString &method, const QString &url, const QString &headers, const QString &body,
                        const QJSValue &callback)
{
    const int id = m_next++;
    NetworkRequest request{method, url, {}, body};
    const QJsonArray list = QJsonDocument::fromJson(headers.toUtf8()).array();
    for (const QJsonValue header : list)
        request.headers.append({header[0].toString(), header[1].toString()});
    m_callbacks.insert(id, callback);
    Kernel &kernel = m_host.kernel();
    m_host.updatePosition();
    const EntityId entity = kernel.spawn(EntityKind::Outside, QStringLiteral("fetch %1 %2").arg(method, url));
    kernel.executor().beginOutside();
    m_network->send(id, request, [this, id, entity](const NetworkResponse &response) {
        Kernel &told = m_host.kernel();
        const QJSValue answered = m_callbacks.take(id);
        told.setCause(told.announce(EventKind::Delivered, entity));
        {
            const Slice slice(told, EventKind::Started, entity, told.cause());
            answered.call({jsonOf(response)});
        }
        told.executor().runTurnHook();
        told.executor().endOutside();
    });
    return id;
}

void ScriptNetwork::cancel(int id)
{
    if (!m_callbacks.remove(id))
        return;
    m_network->cancel(id);
    m_host.kernel().executor().endOutside();
}

} // namespace asq::script
