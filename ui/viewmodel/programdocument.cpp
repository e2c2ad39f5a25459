#include "viewmodel/programdocument.h"

#include <QFileInfo>
#include <QSaveFile>

namespace interleave {

void ProgramDocument::setText(const QString &text)
{
    if (text == m_text)
        return;
    const bool was = modified();
    m_text = text;
    setError(0, QString());
    Q_EMIT textChanged();
    if (was != modified())
        Q_EMIT modifiedChanged();
}

void ProgramDocument::replace(const QString &name, const QString &text, const QString &path, const QString &words)
{
    m_name = name;
    m_path = path;
    m_words = words;
    m_text = text;
    m_savedText = text;
    setError(0, QString());
    Q_EMIT replaced();
    Q_EMIT textChanged();
    Q_EMIT modifiedChanged();
}

void ProgramDocument::setError(int line, const QString &text)
{
    if (line == m_errorLine && text == m_errorText)
        return;
    m_errorLine = line;
    m_errorText = text;
    Q_EMIT errorChanged();
}

asq::trace::Result<QString> ProgramDocument::save()
{
    Q_ASSERT(hasPath());
    return saveAs(m_path);
}

asq::trace::Result<QString> ProgramDocument::saveAs(const QString &path)
{
    QSaveFile file(path);
    const QByteArray bytes = m_text.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return asq::trace::Error{tr("%1 could not be written: %2").arg(path, file.errorString())};
    m_path = path;
    m_name = QFileInfo(path).fileName();
    m_savedText = m_text;
    Q_EMIT replaced();
    Q_EMIT modifiedChanged();
    return path;
}

} // namespace interleave
