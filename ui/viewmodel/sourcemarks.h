#pragma once

#include "viewmodel/sessionlink.h"
#include "viewmodel/steadylistmodel.h"

namespace interleave {

/// The marks beside one program text at the cursor: a chip for every live step and coroutine at the line where it
/// is, and the line of the event at the cursor. Several on one line stand side by side: `slot` counts them.
class SourceMarks : public interleave::SteadyListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(interleave::TraceSession *session READ session WRITE setSession NOTIFY sessionChanged FINAL)
    /// The text that is shown. Marks are given only while the recording ran exactly this text.
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged FINAL)
    /// True when the recording ran another text than the one shown, or none is recorded.
    Q_PROPERTY(bool stale READ stale NOTIFY changed FINAL)
    /// Line of the event at the cursor, or 0.
    Q_PROPERTY(int currentLine READ currentLine NOTIFY changed FINAL)
    /// Hue of whoever is at the current line.
    Q_PROPERTY(int currentHue READ currentHue NOTIFY changed FINAL)
    Q_PROPERTY(int count READ count NOTIFY changed FINAL)

public:
    enum Role { LineRole = Qt::UserRole, SlotRole, HueRole, EntityRole, StateRole, NameRole, SentenceRole };
    Q_ENUM(Role)

    explicit SourceMarks(QObject *parent = nullptr);

    TraceSession *session() const { return m_session.get(); }
    void setSession(TraceSession *session);
    const QString &text() const { return m_text; }
    void setText(const QString &text);
    bool stale() const { return m_file < 0; }
    int currentLine() const { return m_currentLine; }
    int currentHue() const { return m_currentHue; }
    int count() const { return int(m_marks.size()); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// The next event after the cursor that happened at `line`, round and round, or 0.
    Q_INVOKABLE int nextEventAtLine(int line) const;

Q_SIGNALS:
    void sessionChanged();
    void textChanged();
    void changed();

private:
    struct Mark {
        int line = 0;
        int slot = 0;
        asq::trace::EntityId entity = asq::trace::EntityId::None;
        friend bool operator==(const Mark &, const Mark &) = default;
    };
    void findFile();
    void update();
    QList<Mark> marksNow() const;
    int lineHere(asq::trace::LocationId id) const;

    SessionLink m_session;
    QString m_text;
    QList<Mark> m_marks;
    int m_file = -1; ///< Of the recording, or -1.
    int m_currentLine = 0;
    int m_currentHue = 0;
};

} // namespace interleave
