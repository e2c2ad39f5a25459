#include "core/value.h"

#include <cxxabi.h>

#include <cstdlib>
#include <memory>

namespace asq {

QString Value::summary(int budget) const
{
    return m_operations ? m_operations->summary(m_storage, budget) : QStringLiteral("undefined");
}

QString Value::detail(DetailLimits limits) const
{
    return m_operations ? m_operations->detail(m_storage, limits) : QStringLiteral("undefined");
}

QString DetailText::take()
{
    if (m_omitted > 0) {
        if (m_count > 0)
            m_text += QLatin1String(", ");
        m_text += QStringLiteral("… %1 more").arg(m_omitted);
    }
    m_text += m_close;
    return std::move(m_text);
}

QString typeName(const std::type_info &type)
{
    int status = 0;
    const std::unique_ptr<char, void (*)(void *)> text(abi::__cxa_demangle(type.name(), nullptr, nullptr, &status),
                                                       std::free);
    return QString::fromLatin1(status == 0 ? text.get() : type.name());
}

QString elided(const QString &text, int budget)
{
    return text.size() <= budget ? text : text.left(qMax(0, budget - 1)) + QChar(0x2026);
}

} // namespace asq
