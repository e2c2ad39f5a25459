#include "console.h"

#include <cstdio>

void print(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stdout);
}

int fail(const QString &sentence)
{
    std::fflush(stdout);
    std::fprintf(stderr, "asq: %s\n", sentence.toUtf8().constData());
    return 1;
}
