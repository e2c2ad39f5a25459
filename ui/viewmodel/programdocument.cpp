#include "viewmodel/programdocument.h"

#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <utility>

namespace interleave {

void ProgramDocument::setText(const QString &text)
{
    if (text == m_text)
        return;
    const bool was = modified();
    moveBreakpoints(text);
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
    setBreakpoints({});
    Q_EMIT replaced();
    Q_EMIT textChanged();
    Q_EMIT modifiedChanged();
}

void ProgramDocument::toggleBreakpoint(int line)
{
    if (line < 1 || line > m_text.count(QLatin1Char('\n')) + 1)
        return;
    QList<int> lines = m_breakpoints;
    const auto place = std::lower_bound(lines.begin(), lines.end(), line);
    if (place != lines.end() && *place == line)
        lines.erase(place);
    else
        lines.insert(place, line);
    setBreakpoints(lines);
}

void ProgramDocument::clearBreakpoints()
{
    setBreakpoints({});
}

void ProgramDocument::setBreakpoints(const QList<int> &lines)
{
    if (lines == m_breakpoints)
        return;
    m_breakpoints = lines;
    Q_EMIT breakpointsChanged();
}

// What was edited lies between the lines that both texts begin with and those that both end with: breakpoints behind it
// move along, those of lines that went away go too.
void ProgramDocument::moveBreakpoints(const QString &next)
{
    if (m_breakpoints.isEmpty())
        return;
    const QStringList before = m_text.split(QLatin1Char('\n'));
    const QStringList after = next.split(QLatin1Char('\n'));
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype head = 0;
    while (head < shorter && before.at(head) == after.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && before.at(before.size() - 1 - tail) == after.at(after.size() - 1 - tail))
        ++tail;
    QList<int> lines;
    for (const int line : std::as_const(m_breakpoints)) {
        if (line > before.size() - tail)
            lines.append(line + int(after.size() - before.size()));
        else if (line <= after.size() - tail)
            lines.append(line);
    }
    setBreakpoints(lines);
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
