#pragma once

#include <QHash>
#include <QString>

/// Which Qt module a header belongs to, learnt from the installed headers.
class QtModules
{
public:
    QtModules() = default;
    /// `headers` is the folder that holds QtCore, QtGui and so on.
    explicit QtModules(const QString &headers);

    void add(const QString &header, const QString &module) { m_modules.insert(header, module); }
    /// "QtGui" for "QColor" or "private/qhexstring_p.h"; empty when no installed module has it.
    QString moduleOf(const QString &header) const { return m_modules.value(header); }

private:
    QHash<QString, QString> m_modules;
};
