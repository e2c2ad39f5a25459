#pragma once

#include "viewmodel/sessionlink.h"

#include <QAbstractListModel>

namespace interleave {

/// What the program wrote, line by line, and errors that nobody handled. Each line knows its event, so that lines
/// later than the cursor can be dimmed. Messages about the run as a whole (a syntax error, an exit code) stand
/// at the end and belong to no event.
class ConsoleModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(interleave::TraceSession *session READ session WRITE setSession NOTIFY sessionChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    /// The last line that is not later than the cursor, or -1.
    Q_PROPERTY(int cursorRow READ cursorRow NOTIFY cursorRowChanged FINAL)

public:
    enum Role { TextRole = Qt::UserRole, SeverityRole, NumberRole, PlaceRole, NameRole, HueRole };
    Q_ENUM(Role)
    enum Severity { Output, Error, Note };
    Q_ENUM(Severity)

    explicit ConsoleModel(QObject *parent = nullptr);

    TraceSession *session() const { return m_session.get(); }
    void setSession(TraceSession *session);
    /// The events first + 1…end of `trace` that the console has a line for.
    static QList<asq::trace::EventId> linesOf(const asq::trace::Trace &trace, qsizetype first, qsizetype end);
    int count() const { return int(m_lines.size() + m_notes.size()); }
    int cursorRow() const;

    /// Adds a message about the run. It stays until clearNotes().
    void addNote(const QString &text, Severity severity);
    void clearNotes();
    /// The text of the last line without blanks around it, or empty.
    QString lastLine() const;
    /// All lines as plain text, for the clipboard.
    Q_INVOKABLE QString allText() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void sessionChanged();
    void countChanged();
    void cursorRowChanged();

private:
    struct RunNote {
        QString text;
        Severity severity = Note;
    };
    void update();
    QString lineText(asq::trace::EventId id) const;

    SessionLink m_session;
    QList<asq::trace::EventId> m_lines;
    QList<RunNote> m_notes;
    qsizetype m_seen = 0;
};

} // namespace interleave
