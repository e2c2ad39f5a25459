#pragma once

#include <QColor>
#include <QPointer>
#include <QQuickTextDocument>
#include <QSyntaxHighlighter>
#include <qqmlregistration.h>

namespace interleave {

/// Colours of JavaScript in the text of an editor: keywords, strings (also templates over several lines), numbers,
/// comments, names that are called, and the library's own name. It reads words, not grammar; where it cannot tell
/// (a regular expression after a bracket), it leaves the text plain.
class JavaScriptHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QQuickTextDocument *target READ target WRITE setTarget NOTIFY targetChanged FINAL)
    Q_PROPERTY(QColor keywordColor MEMBER m_keyword NOTIFY colorsChanged FINAL)
    Q_PROPERTY(QColor stringColor MEMBER m_string NOTIFY colorsChanged FINAL)
    Q_PROPERTY(QColor numberColor MEMBER m_number NOTIFY colorsChanged FINAL)
    Q_PROPERTY(QColor commentColor MEMBER m_comment NOTIFY colorsChanged FINAL)
    Q_PROPERTY(QColor functionColor MEMBER m_function NOTIFY colorsChanged FINAL)
    Q_PROPERTY(QColor libraryColor MEMBER m_library NOTIFY colorsChanged FINAL)

public:
    explicit JavaScriptHighlighter(QObject *parent = nullptr);

    QQuickTextDocument *target() const { return m_target; }
    void setTarget(QQuickTextDocument *target);

Q_SIGNALS:
    void targetChanged();
    void colorsChanged();

protected:
    void highlightBlock(const QString &text) override;

private:
    /// What a line begins inside of.
    enum BlockState { Plain = 0, InComment = 1, InTemplate = 2 };

    qsizetype comment(const QString &text, qsizetype from);
    qsizetype quotedText(const QString &text, qsizetype from, qsizetype contents, QChar quote);
    qsizetype word(const QString &text, qsizetype from);
    qsizetype number(const QString &text, qsizetype from);
    void paint(qsizetype from, qsizetype to, const QColor &color);

    QPointer<QQuickTextDocument> m_target;
    QColor m_keyword;
    QColor m_string;
    QColor m_number;
    QColor m_comment;
    QColor m_function;
    QColor m_library;
};

} // namespace interleave
