#pragma once

#include "core/typed.h"

#include <QException>

namespace asq {

/// What a QFuture made of a sequence throws when the sequence failed.
class SequenceFailure : public QException
{
public:
    explicit SequenceFailure(Error error) : m_error(std::move(error)), m_text(m_error.text().toUtf8()) {}
    const Error &error() const { return m_error; }
    const char *what() const noexcept override { return m_text.constData(); }
    void raise() const override { throw *this; }
    SequenceFailure *clone() const override { return new SequenceFailure(*this); }

private:
    Error m_error;
    QByteArray m_text;
};

} // namespace asq
