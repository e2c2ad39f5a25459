#include "core/observer.h"

#include <atomic>

namespace asq {

namespace {
std::atomic<ObserverSource *> s_source = nullptr; // Set before main() begins, perhaps.
}

void ObserverSource::install(ObserverSource *source)
{
    s_source.store(source, std::memory_order_release);
}

ObserverSource *ObserverSource::installed()
{
    return s_source.load(std::memory_order_acquire);
}

} // namespace asq
