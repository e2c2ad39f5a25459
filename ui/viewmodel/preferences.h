#pragma once

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <qqmlregistration.h>

namespace interleave {

/// What the window remembers from one start to the next. Every change is kept at once.
class Preferences : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(bool dark READ dark WRITE setDark NOTIFY changed FINAL)
    Q_PROPERTY(bool virtualClock READ virtualClock WRITE setVirtualClock NOTIFY changed FINAL)
    Q_PROPERTY(bool lessonShown READ lessonShown WRITE setLessonShown NOTIFY changed FINAL)
    Q_PROPERTY(double speed READ speed WRITE setSpeed NOTIFY changed FINAL)
    Q_PROPERTY(int width READ width CONSTANT FINAL)
    Q_PROPERTY(int height READ height CONSTANT FINAL)

public:
    explicit Preferences(QObject *parent = nullptr);

    bool dark() const { return m_settings.value(QStringLiteral("dark"), true).toBool(); }
    void setDark(bool dark) { set(QStringLiteral("dark"), dark); }
    bool virtualClock() const { return m_settings.value(QStringLiteral("virtualClock"), false).toBool(); }
    void setVirtualClock(bool on) { set(QStringLiteral("virtualClock"), on); }
    bool lessonShown() const { return m_settings.value(QStringLiteral("lessonShown"), true).toBool(); }
    void setLessonShown(bool shown) { set(QStringLiteral("lessonShown"), shown); }
    double speed() const { return m_settings.value(QStringLiteral("speed"), 4.0).toDouble(); }
    void setSpeed(double speed) { set(QStringLiteral("speed"), speed); }
    /// Size of the window when it was closed last.
    int width() const { return m_settings.value(QStringLiteral("width"), 1440).toInt(); }
    int height() const { return m_settings.value(QStringLiteral("height"), 900).toInt(); }
    Q_INVOKABLE void keepSize(int width, int height);
    /// Sizes of a splitter's parts, as the splitter itself writes them; empty when never kept.
    Q_INVOKABLE QByteArray splitter(const QString &name) const;
    Q_INVOKABLE void keepSplitter(const QString &name, const QByteArray &state);

Q_SIGNALS:
    void changed();

private:
    void set(const QString &key, const QVariant &value);

    QSettings m_settings;
};

} // namespace interleave
