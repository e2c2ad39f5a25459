#include "viewmodel/preferences.h"

namespace interleave {

Preferences::Preferences(QObject *parent)
    : QObject(parent), m_settings(QStringLiteral("Interleave"), QStringLiteral("interleave"))
{
}

void Preferences::set(const QString &key, const QVariant &value)
{
    if (m_settings.value(key) == value)
        return;
    m_settings.setValue(key, value);
    Q_EMIT changed();
}

void Preferences::keepSize(int width, int height)
{
    m_settings.setValue(QStringLiteral("width"), width);
    m_settings.setValue(QStringLiteral("height"), height);
}

QByteArray Preferences::splitter(const QString &name) const
{
    return m_settings.value(QStringLiteral("splitter/") + name).toByteArray();
}

void Preferences::keepSplitter(const QString &name, const QByteArray &state)
{
    m_settings.setValue(QStringLiteral("splitter/") + name, state);
}

} // namespace interleave
