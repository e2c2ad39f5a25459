#pragma once

#include <QAbstractListModel>
#include <qqmlregistration.h>

namespace interleave {

/// The lessons: folders named NN-name, each with program.js and text.md, in the order of their numbers.
class LessonModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by the workbench")
    Q_PROPERTY(int count READ count CONSTANT FINAL)

public:
    enum Role { TitleRole = Qt::UserRole, NumberRole };
    Q_ENUM(Role)

    /// Reads the titles of the lessons below `folder`; a folder without both files is none.
    explicit LessonModel(const QString &folder, QObject *parent = nullptr);

    int count() const { return int(m_lessons.size()); }
    /// Requires (these four): 0 <= row < count.
    QString title(int row) const { return m_lessons.at(row).title; }
    QString fileName(int row) const;
    QString program(int row) const;
    /// Without its title, as Markdown.
    QString words(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    struct Lesson {
        QString folder;
        QString title;
    };
    QList<Lesson> m_lessons;
};

} // namespace interleave
