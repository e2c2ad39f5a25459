#pragma once

#include <QPointer>
#include <QQuickWindow>
#include <QTimer>
#include <qqmlregistration.h>

namespace interleave {

/// For documentation and checks: once the window has stood still for a while and `busy` is false, keeps a picture of
/// it and ends the application. Does nothing without a path.
class PictureTaker : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QQuickWindow *window MEMBER m_window NOTIFY changed FINAL)
    Q_PROPERTY(QString path READ path WRITE setPath NOTIFY changed FINAL)
    Q_PROPERTY(bool busy MEMBER m_busy NOTIFY changed FINAL)

public:
    explicit PictureTaker(QObject *parent = nullptr);

    const QString &path() const { return m_path; }
    void setPath(const QString &path);

Q_SIGNALS:
    void changed();

private:
    void look();

    QPointer<QQuickWindow> m_window;
    QString m_path;
    QTimer m_timer;
    int m_stillFor = 0;
    bool m_busy = false;
};

} // namespace interleave
