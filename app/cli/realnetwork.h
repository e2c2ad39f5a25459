#pragma once

#include "script/scriptnetwork.h"

#include <QHash>
#include <QNetworkAccessManager>
#include <QPointer>

class QNetworkReply;

/// `fetch` of a program that was run with --network.
class RealNetwork : public asq::script::Network
{
public:
    void send(int id, const asq::script::NetworkRequest &request, Answer answer) override;
    void cancel(int id) override;

private:
    QNetworkAccessManager m_manager;
    QHash<int, QPointer<QNetworkReply>> m_replies;
};
