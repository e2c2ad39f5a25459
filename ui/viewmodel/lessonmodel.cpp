#include "viewmodel/lessonmodel.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace interleave {

namespace {

QString contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The first heading of a Markdown text, or `fallback`.
QString heading(const QString &words, const QString &fallback)
{
    for (const QString &line : words.split(QLatin1Char('\n')))
        if (line.startsWith(QLatin1Char('#')))
            return line.mid(line.indexOf(QLatin1Char(' ')) + 1).trimmed();
    return fallback;
}

} // namespace

LessonModel::LessonModel(const QString &folder, QObject *parent) : QAbstractListModel(parent)
{
    for (const QString &name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QString path = folder + QLatin1Char('/') + name;
        if (QFileInfo::exists(path + QStringLiteral("/program.js"))
            && QFileInfo::exists(path + QStringLiteral("/text.md")))
            m_lessons.append({path, heading(contents(path + QStringLiteral("/text.md")), name)});
    }
}

QString LessonModel::fileName(int row) const
{
    return QFileInfo(m_lessons.at(row).folder).fileName() + QStringLiteral(".js");
}

QString LessonModel::program(int row) const
{
    return contents(m_lessons.at(row).folder + QStringLiteral("/program.js"));
}

// The title stands above already, and the other headings are no louder than a bold line: the panel is small.
QString LessonModel::words(int row) const
{
    QStringList lines = contents(m_lessons.at(row).folder + QStringLiteral("/text.md")).split(QLatin1Char('\n'));
    bool titleSeen = false;
    for (QString &line : lines) {
        if (!line.startsWith(QLatin1Char('#')))
            continue;
        const QString words = line.mid(line.indexOf(QLatin1Char(' ')) + 1).trimmed();
        line = titleSeen ? QStringLiteral("&nbsp;\n\n**%1**\n").arg(words) : QString();
        titleSeen = true;
    }
    return lines.join(QLatin1Char('\n')).trimmed();
}

int LessonModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant LessonModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole: return title(index.row());
    case NumberRole: return index.row() + 1;
    default: return {};
    }
}

QHash<int, QByteArray> LessonModel::roleNames() const
{
    return {{TitleRole, "title"}, {NumberRole, "number"}};
}

} // namespace interleave
