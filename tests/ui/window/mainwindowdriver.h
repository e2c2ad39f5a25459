#pragma once

#include "viewmodel/workbench.h"

#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTemporaryDir>

/// The real window with settings of its own, driven by mouse and keyboard as a person does.
class MainWindowDriver
{
public:
    /// Prepares the settings and the style; to be called before the application object is made.
    static void prepare();

    /// Shows the window with `file`, or empty of everything.
    explicit MainWindowDriver(const QString &file, QSize size = QSize(1440, 900));

    QQuickWindow *window() const { return m_window; }
    interleave::Workbench *bench() const { return m_bench; }
    /// Requires: there is an item with that objectName in the window.
    QQuickItem *item(const char *objectName) const;
    /// The middle of an item, in the window.
    QPoint middleOf(const char *objectName) const;
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;
    void type(const QString &text) const;
    void wheel(QPoint position, int steps, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;
    /// Keeps a picture in the build folder; false when it could not be kept or shows a single colour.
    bool keepPicture(const QString &name) const;

private:
    QQmlApplicationEngine m_engine;
    QQuickWindow *m_window = nullptr;
    interleave::Workbench *m_bench = nullptr;
};
