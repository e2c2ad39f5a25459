#include "debug/debuggeelink.h"

#include "debug/linkpipe.h"
#include "debug/linksink.h"
#include "debug/linkworker.h"

#include <QCoreApplication>

namespace asq::debug {

namespace {

constexpr std::chrono::seconds FarewellTime{1};

} // namespace

std::optional<DebuggeeLink::Address> DebuggeeLink::addressFromEnvironment()
{
    const QString name = qEnvironmentVariable(LinkVariable);
    if (name.isEmpty())
        return {};
    qunsetenv(LinkVariable);
    return addressNamed(name);
}

DebuggeeLink::Address DebuggeeLink::addressNamed(const QString &name)
{
    const QString secret = qEnvironmentVariable(SecretVariable);
    qunsetenv(SecretVariable);
    return {name, secret};
}

DebuggeeLink::DebuggeeLink(Options options)
    : m_pipe(std::make_shared<LinkPipe>()), m_worker(new LinkWorker(m_pipe, options.stopsWhenAlone))
{
    m_thread.setObjectName(QStringLiteral("asq-link"));
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

DebuggeeLink::~DebuggeeLink()
{
    m_worker->setControllable(nullptr);
    m_thread.quit();
    m_thread.wait();
    m_pipe->close();
}

trace::Result<std::unique_ptr<DebuggeeLink>> DebuggeeLink::open(const Address &address, const QString &program,
                                                                Options options)
{
    Hello hello;
    hello.secret = address.secret;
    hello.program = program;
    hello.processId = QCoreApplication::applicationPid();
    std::unique_ptr<DebuggeeLink> link(new DebuggeeLink(options));
    QString problem;
    LinkWorker *worker = link->m_worker;
    QMetaObject::invokeMethod(
        worker, [&] { problem = worker->join(address.name, hello); }, Qt::BlockingQueuedConnection);
    if (!problem.isEmpty())
        return trace::Error{problem};
    return link;
}

std::unique_ptr<record::Sink> DebuggeeLink::sink()
{
    return std::make_unique<LinkSink>(m_pipe);
}

void DebuggeeLink::setControllable(Controllable *controllable)
{
    m_worker->setControllable(controllable);
}

void DebuggeeLink::report(const ActivityReport &report)
{
    Q_ASSERT(report.activity != Activity::Finished);
    m_pipe->setNotice(encodedFrame(FrameType::State, encoded(report)));
}

void DebuggeeLink::reportEnd(int exitStatus, const QString &message)
{
    m_pipe->push(encodedFrame(FrameType::State, encoded(ActivityReport{Activity::Finished, exitStatus, message})));
    m_pipe->waitUntilSent(FarewellTime);
}

} // namespace asq::debug
