#include "adapt/kernelcontext.h"

namespace asq {

KernelContext::~KernelContext() = default;

void KernelContext::drop()
{
    // The connections may hold the last reference to this.
    const Ref<KernelContext> alive(this);
    const std::unique_ptr<QObject> object = std::move(m_object);
}

} // namespace asq
