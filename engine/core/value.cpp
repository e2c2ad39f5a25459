#include "core/value.h"

#include <cxxabi.h>

#include <cstdlib>
#include <memory>

namespace asq {

QString Value::summary(int budget) const
{
    return m_operations ? m_operations->summary(m_storage, budget) : QStringLiteral("undefined");
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
