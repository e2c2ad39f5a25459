#pragma once

#include "core/kernel.h"

#include <QHash>
#include <QJSValue>
#include <QObject>

#include <memory>
#include <vector>

namespace asq::script {

class ScriptHost;

/// Runs the jobs of promises in the order in which they came, and announces calls of async functions: each is a coroutine
/// that is suspended at an `await`. The queue itself and the drivers are runtime/promise.mjs and runtime/coroutines.mjs,
/// which call the invokable members; those that announce are called only when somebody observes.
class AsyncCalls : public QObject
{
    Q_OBJECT

public:
    explicit AsyncCalls(ScriptHost &host);
    ~AsyncCalls() override;

    /// `runJobs(count)` of the runtime: true when there are more.
    void setRunJobs(const QJSValue &runJobs) { m_runJobs = runJobs; }
    /// Runs jobs until none is left; what nobody handles is reported then.
    void drain();
    /// `takeOver(promise)` of the runtime: the kernel will listen to it.
    void setTakeOver(const QJSValue &takeOver) { m_takeOver = takeOver; }
    void takeOver(const QJSValue &promise) { m_takeOver.call({promise}); }

    /// There is something for runJobs() to do.
    Q_INVOKABLE void jobsWait() { m_hasJobs = true; }
    Q_INVOKABLE int currentSite() const;
    Q_INVOKABLE void unhandledRejection(const QJSValue &error, int site);
    Q_INVOKABLE void uncaughtError(const QJSValue &error);

    /// What runs now was led to by this.
    Q_INVOKABLE double cause() const;
    /// A call begins; the result names it. Its slice lasts until it is suspended or ended.
    Q_INVOKABLE double started(const QString &name);
    Q_INVOKABLE void resumed(double call, double cause, const QJSValue &value);
    /// It awaits: a call (or 0), a sequence (or undefined).
    Q_INVOKABLE void suspended(double call, double other, const QJSValue &sequence);
    /// An async generator gave a value and waits to be asked for the next.
    Q_INVOKABLE void gave(double call, const QJSValue &value);
    Q_INVOKABLE void completed(double call, const QJSValue &value);
    Q_INVOKABLE void failed(double call, const QJSValue &error);
    /// A callback of a promise begins.
    Q_INVOKABLE void jobBegins(double cause);
    /// The slice begun last ends.
    Q_INVOKABLE void ended();

private:
    void begin(EventKind kind, EntityId entity, EventId cause, const Messages &values);
    Messages messagesOf(const QJSValue &value);

    ScriptHost &m_host;
    QJSValue m_runJobs;
    bool m_hasJobs = false; ///< Maybe: not asked after each of many turns that have none.
    QJSValue m_takeOver;
    std::vector<std::unique_ptr<Slice>> m_slices;
    struct Stop {
        Position position;
        int site = 0;
    };
    void stop(Slice &slice);
    QHash<EntityId, Stop> m_stopped; ///< Where calls are suspended.
    EntityId m_jobs = EntityId::None;
};

} // namespace asq::script
