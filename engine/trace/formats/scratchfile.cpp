#include "trace/formats/scratchfile.h"

#include <QDir>

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

namespace asq::trace {

namespace {

int openNamelessIn(const QByteArray &folder)
{
    constexpr int onlyMe = 0600;
    const int file = ::open(folder.constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, onlyMe);
    if (file >= 0)
        return file;
    // Not every file system has files that never had a name.
    QByteArray name = folder + "/interleave-XXXXXX";
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named >= 0)
        ::unlink(name.constData());
    return named;
}

} // namespace

std::shared_ptr<QFile> makeScratchFile()
{
    for (const QByteArray &folder :
         {qgetenv("TMPDIR"), QByteArrayLiteral("/var/tmp"), QFile::encodeName(QDir::tempPath())}) {
        const int handle = folder.isEmpty() ? -1 : openNamelessIn(folder);
        if (handle < 0)
            continue;
        const auto file = std::make_shared<QFile>();
        if (file->open(handle, QIODevice::ReadWrite | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle))
            return file;
        ::close(handle);
    }
    return nullptr;
}

ReadAt readerOf(const std::shared_ptr<QFile> &file)
{
    return [file](qint64 offset, qint64 size) {
        QByteArray bytes(qsizetype(size), Qt::Uninitialized);
        qsizetype used = 0;
        while (used < bytes.size()) {
            const ssize_t read = ::pread(file->handle(), bytes.data() + used, std::size_t(bytes.size() - used),
                                         off_t(offset + used));
            if (read <= 0)
                break;
            used += qsizetype(read);
        }
        bytes.resize(used);
        return bytes;
    };
}

} // namespace asq::trace
