#pragma once

#include "core/flow.h"

#include <QObject>

#include <memory>

namespace asq {

/// A context for connections that goes with the kernel, at the latest: what is connected with it is not called any more.
class KernelContext final : public Flow
{
public:
    static Ref<KernelContext> make(Kernel &kernel) { return makeRef<KernelContext>(kernel); }
    /// Null when it is gone.
    QObject *object() const { return m_object.get(); }
    void drop();

    // Nothing flows through it.
    void val(Ref<Function>) override {}
    void onError(Ref<Function>) override {}
    void pipe(Ref<Trigger>) override {}
    void abort() override { drop(); }
    bool isUnsettled() const override { return false; }

private:
    template<typename T, typename... Args>
    friend Ref<T> makeRef(Args &&...args);
    explicit KernelContext(Kernel &kernel) : Flow(kernel, EntityId::None), m_object(std::make_unique<QObject>()) {}
    ~KernelContext() override;
    void run(EventId) override {}
    void letGo() override { drop(); }

    std::unique_ptr<QObject> m_object;
};

} // namespace asq
