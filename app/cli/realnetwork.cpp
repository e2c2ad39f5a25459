#include "realnetwork.h"

#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrl>

using namespace asq::script;

namespace {

NetworkResponse responseOf(QNetworkReply &reply)
{
    NetworkResponse response;
    const QVariant status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute);
    response.status = status.toInt();
    response.statusText = reply.attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    response.url = reply.url().toString();
    const QList<QNetworkReply::RawHeaderPair> headers = reply.rawHeaderPairs();
    for (const auto &[name, value] : headers)
        response.headers.append({QString::fromLatin1(name), QString::fromUtf8(value)});
    response.body = QString::fromUtf8(reply.readAll());
    // A status such as 404 is a response like others.
    if (!status.isValid() && reply.error() != QNetworkReply::NoError)
        response.error = reply.errorString();
    return response;
}

} // namespace

void RealNetwork::send(int id, const NetworkRequest &request, Answer answer)
{
    QNetworkRequest wanted((QUrl(request.url)));
    for (const auto &[name, value] : request.headers)
        wanted.setRawHeader(name.toUtf8(), value.toUtf8());
    QNetworkReply *reply = m_manager.sendCustomRequest(wanted, request.method.toUtf8(), request.body.toUtf8());
    m_replies.insert(id, reply);
    QObject::connect(reply, &QNetworkReply::finished, reply, [this, id, reply, answer = std::move(answer)] {
        reply->deleteLater();
        if (m_replies.remove(id))
            answer(responseOf(*reply));
    });
}

void RealNetwork::cancel(int id)
{
    if (const QPointer<QNetworkReply> reply = m_replies.take(id))
        reply->abort();
}
