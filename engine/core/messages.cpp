#include "core/messages.h"

#include <exception>

namespace asq {

void Messages::reserve(qsizetype capacity)
{
    if (capacity <= m_capacity)
        return;
    auto *values = static_cast<Value *>(Pool::allocate(std::size_t(capacity) * sizeof(Value)));
    std::memcpy(static_cast<void *>(values), data(), std::size_t(m_size) * sizeof(Value));
    if (m_heap)
        release();
    m_heap = values;
    m_capacity = quint32(capacity);
}

void Messages::release() noexcept
{
    Pool::release(m_heap, m_capacity * sizeof(Value));
    m_heap = nullptr;
    m_capacity = InlineCount;
}

QString ValueTraits<MessageWrapper>::summary(const MessageWrapper &wrapper, int budget)
{
    return QLatin1Char('<') + asq::summary(wrapper.messages().constData(), wrapper.messages().size(), budget)
        + QLatin1Char('>');
}

QString ValueTraits<MessageWrapper>::detail(const MessageWrapper &wrapper, DetailLimits limits)
{
    DetailText text(u"<", u">", limits);
    for (const Value &message : wrapper.messages())
        text.add([&](DetailLimits inner) { return message.detail(inner); });
    return text.take();
}

Value wrapped(const Messages &messages)
{
    if (messages.isEmpty())
        return {};
    return messages.size() == 1 ? messages.front() : Value(MessageWrapper(messages));
}

Value wrapped(Messages &&messages)
{
    if (messages.isEmpty())
        return {};
    return messages.size() == 1 ? std::move(messages.front()) : Value(MessageWrapper(std::move(messages)));
}

Messages spread(Value &&value)
{
    if (const MessageWrapper *wrapper = value.get<MessageWrapper>())
        return wrapper->messages();
    Messages messages;
    messages.append(std::move(value));
    return messages;
}

QString summary(const Value *values, qsizetype count, int budget)
{
    QString text;
    for (qsizetype i = 0; i < count && text.size() < budget; ++i) {
        if (i > 0)
            text += QLatin1String(", ");
        text += values[i].summary(budget - int(text.size()));
    }
    return elided(text, budget);
}

Failure Failure::current()
{
    try {
        throw;
    } catch (const Failure &failure) {
        return failure;
    } catch (const std::exception &error) {
        return Failure(Value(QString::fromUtf8(error.what())));
    } catch (...) {
        return Failure(Value(QStringLiteral("an exception of unknown type")));
    }
}

} // namespace asq
