#pragma once

#include "trace/result.h"

#include <QObject>
#include <qqmlregistration.h>

namespace interleave {

/// The program text that is shown and edited, where it comes from, and the error of its last run.
class ProgramDocument : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by the workbench")
    /// The editor writes every change here.
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged FINAL)
    Q_PROPERTY(QString name READ name NOTIFY replaced FINAL)
    Q_PROPERTY(bool modified READ modified NOTIFY modifiedChanged FINAL)
    /// True when save() knows where to.
    Q_PROPERTY(bool hasPath READ hasPath NOTIFY replaced FINAL)
    /// A lesson's words as Markdown, or empty.
    Q_PROPERTY(QString words READ words NOTIFY replaced FINAL)
    /// Line of the error of the last run, or 0; forgotten when the text is edited.
    Q_PROPERTY(int errorLine READ errorLine NOTIFY errorChanged FINAL)
    Q_PROPERTY(QString errorText READ errorText NOTIFY errorChanged FINAL)
    /// Lines at which the program is to hold, in order. They stay with their lines when the text is edited.
    Q_PROPERTY(QList<int> breakpoints READ breakpoints NOTIFY breakpointsChanged FINAL)

public:
    using QObject::QObject;

    const QString &text() const { return m_text; }
    void setText(const QString &text);
    const QString &name() const { return m_name; }
    const QString &path() const { return m_path; }
    bool hasPath() const { return !m_path.isEmpty(); }
    bool modified() const { return m_text != m_savedText; }
    const QString &words() const { return m_words; }
    int errorLine() const { return m_errorLine; }
    const QString &errorText() const { return m_errorText; }

    const QList<int> &breakpoints() const { return m_breakpoints; }
    /// Sets one at `line`, or takes it away. Nothing for a line that is not there.
    Q_INVOKABLE void toggleBreakpoint(int line);
    Q_INVOKABLE void clearBreakpoints();

    /// Shows another program; `path` may be empty (a lesson, the clipboard, a recording).
    void replace(const QString &name, const QString &text, const QString &path = {}, const QString &words = {});
    void setError(int line, const QString &text);
    /// Writes the text to path(), or says why not. Requires: hasPath().
    asq::trace::Result<QString> save();
    asq::trace::Result<QString> saveAs(const QString &path);

Q_SIGNALS:
    /// Another program: its name, path and words too.
    void replaced();
    void textChanged();
    void modifiedChanged();
    void errorChanged();
    void breakpointsChanged();

private:
    void setBreakpoints(const QList<int> &lines);
    void moveBreakpoints(const QString &next);

    QString m_text;
    QString m_savedText;
    QString m_name;
    QString m_path;
    QString m_words;
    QString m_errorText;
    int m_errorLine = 0;
    QList<int> m_breakpoints;
};

} // namespace interleave
