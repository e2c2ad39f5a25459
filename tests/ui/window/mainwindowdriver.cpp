#include "mainwindowdriver.h"

#include <QDir>
#include <QImage>
#include <QQuickStyle>
#include <QTest>
#include <QWheelEvent>

namespace {

QQuickItem *findItem(QQuickItem *root, const QString &name)
{
    if (root->objectName() == name)
        return root;
    for (QQuickItem *child : root->childItems())
        if (QQuickItem *found = findItem(child, name))
            return found;
    return nullptr;
}

} // namespace

void MainWindowDriver::prepare()
{
    static QTemporaryDir settings;
    qputenv("XDG_CONFIG_HOME", settings.path().toUtf8());
    QQuickStyle::setStyle(QStringLiteral("Basic"));
}

MainWindowDriver::MainWindowDriver(const QString &file, QSize size)
{
    m_engine.addImportPath(QStringLiteral(":/qt/qml"));
    QVariantMap properties = {{QStringLiteral("startLesson"), 0}};
    if (!file.isEmpty())
        properties.insert(QStringLiteral("startFile"), QUrl::fromLocalFile(file));
    m_engine.setInitialProperties(properties);
    m_engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Interleave/Window/MainWindow.qml")));
    if (m_engine.rootObjects().isEmpty())
        qFatal("the window could not be loaded");
    m_window = qobject_cast<QQuickWindow *>(m_engine.rootObjects().constFirst());
    m_bench = m_engine.rootObjects().constFirst()->findChild<interleave::Workbench *>(QStringLiteral("workbench"));
    Q_ASSERT(m_window && m_bench);
    m_window->resize(size);
    if (!QTest::qWaitForWindowExposed(m_window))
        qFatal("the window was not exposed");
    m_window->requestActivate();
    if (!QTest::qWaitForWindowActive(m_window))
        qFatal("the window did not become active");
}

QQuickItem *MainWindowDriver::item(const char *objectName) const
{
    QQuickItem *found = findItem(m_window->contentItem(), QString::fromLatin1(objectName));
    Q_ASSERT_X(found, "MainWindowDriver::item", objectName);
    return found;
}

QPoint MainWindowDriver::middleOf(const char *objectName) const
{
    const QQuickItem *found = item(objectName);
    return found->mapToScene(QPointF(found->width() / 2, found->height() / 2)).toPoint();
}

void MainWindowDriver::key(Qt::Key key, Qt::KeyboardModifiers modifiers) const
{
    QTest::keyClick(m_window, key, modifiers);
}

// QTest::keyClicks is for widgets alone.
void MainWindowDriver::type(const QString &text) const
{
    for (const QChar c : text)
        QTest::keyClick(m_window, c.toLatin1());
}

void MainWindowDriver::wheel(QPoint position, int steps, Qt::KeyboardModifiers modifiers) const
{
    QWheelEvent event(position, m_window->mapToGlobal(position), QPoint(), QPoint(0, 120 * steps), Qt::NoButton,
                      modifiers, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(m_window, &event);
}

bool MainWindowDriver::keepPicture(const QString &name) const
{
    QTest::qWait(200); // animations of at most 120 ms
    const QImage picture = m_window->grabWindow();
    const QRgb first = picture.pixel(0, 0);
    bool varied = false;
    for (int y = 0; y < picture.height() && !varied; y += 3)
        for (int x = 0; x < picture.width() && !varied; x += 3)
            varied = picture.pixel(x, y) != first;
    QDir().mkpath(QStringLiteral(SCREENSHOTS));
    return varied && picture.save(QStringLiteral(SCREENSHOTS "/%1.png").arg(name));
}
