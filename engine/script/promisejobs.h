#pragma once

#include <QObject>
#include <QPointer>

#include <functional>

class QJSEngine;

namespace asq::script {

/// Runs the jobs of an engine's promises. QJSEngine posts each job as a Qt event to an object of its own; drain()
/// delivers those, and those that they post, until none is left, and nothing else.
class PromiseJobs : public QObject
{
    Q_OBJECT

public:
    /// Requires: the engine lives on the main thread.
    explicit PromiseJobs(QJSEngine &engine);

    /// `begin` is called before the first job of this call, if there is any. True when there was.
    bool drain(const std::function<void()> &begin);

protected:
    bool eventFilter(QObject *receiver, QEvent *event) override;

private:
    QPointer<QObject> m_receiver;
    int m_delivered = 0;
    bool m_learning = false;
    const std::function<void()> *m_begin = nullptr;
};

} // namespace asq::script
