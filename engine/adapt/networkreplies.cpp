#include "adapt/networkreplies.h"

#include <QNetworkRequest>
#include <QUrl>
#include <QVariant>

namespace asq {

namespace {

QString verbOf(const QNetworkReply &reply)
{
    switch (reply.operation()) {
    case QNetworkAccessManager::HeadOperation: return QStringLiteral("HEAD");
    case QNetworkAccessManager::GetOperation: return QStringLiteral("GET");
    case QNetworkAccessManager::PutOperation: return QStringLiteral("PUT");
    case QNetworkAccessManager::PostOperation: return QStringLiteral("POST");
    case QNetworkAccessManager::DeleteOperation: return QStringLiteral("DELETE");
    case QNetworkAccessManager::CustomOperation:
        return QString::fromLatin1(reply.request().attribute(QNetworkRequest::CustomVerbAttribute).toByteArray());
    case QNetworkAccessManager::UnknownOperation: break;
    }
    return QStringLiteral("request");
}

void endLike(const Ref<Outside> &outside, QNetworkReply *reply)
{
    switch (reply->error()) {
    case QNetworkReply::NoError: {
        Messages body;
        body.append(Value(reply->readAll()));
        outside->complete(std::move(body));
        return;
    }
    case QNetworkReply::OperationCanceledError:
        outside->fail({OutsideError::Cancelled, reply->errorString(), reply->error(), {}});
        return;
    default: outside->fail({OutsideError::Network, reply->errorString(), reply->error(), {}});
    }
}

} // namespace

Sequence<QByteArray> fromReply(Kernel &kernel, QNetworkReply *reply, std::source_location location)
{
    const QUrl url = reply->url();
    const QString label = verbOf(*reply) + QLatin1Char(' ') + url.toDisplayString(QUrl::RemoveQuery);
    const Ref<Outside> outside = Outside::begin(kernel, label, location);
    const Ref<SequenceCore> sequence = outside->sequence();
    if (reply->isFinished()) {
        endLike(outside, reply);
    } else {
        QObject::connect(reply, &QNetworkReply::finished, outside->context(),
                         [outside, reply] { endLike(outside, reply); });
        outside->endsWith(reply, label);
    }
    return Sequence<QByteArray>(sequence);
}

} // namespace asq
