#pragma once

#include "adapt/outsideerror.h"
#include "core/sequence.h"

#include <QObject>

#include <memory>

namespace asq {

/// An operation of the outside that the program waits for: one entity, shown from when it is asked for until it ends, and
/// the sequence that its end completes. What every adapter is made of; use it for adapters of your own:
///
///     const Ref<Outside> door = Outside::begin(kernel, QStringLiteral("door"), location);
///     QObject::connect(sensor, &Sensor::opened, door->context(), [door] { door->complete({}); });
///     return Sequence<>(door->sequence());
///
/// The first end wins. At the end, and when the kernel goes, the context is deleted: nobody is called after that.
class Outside final : public Flow
{
public:
    static Ref<Outside> begin(Kernel &kernel, const QString &label, const std::source_location &location);

    /// Completes or fails with the operation; not shown itself.
    const Ref<SequenceCore> &sequence() const { return m_sequence; }
    /// For connections: on the kernel's thread, and gone when the operation ends. Null when it is over.
    QObject *context() const { return m_context.get(); }

    void complete(Messages messages);
    void fail(const OutsideError &error);
    bool isOver() const { return !m_context; }
    /// Fails when `object` is destroyed first.
    void endsWith(QObject *object, const QString &what);

    void val(Ref<Function> function) override { m_sequence->val(std::move(function)); }
    void onError(Ref<Function> handler) override { m_sequence->onError(std::move(handler)); }
    void pipe(Ref<Trigger> trigger) override { m_sequence->pipe(std::move(trigger)); }
    /// Nobody waits any more.
    void abort() override;
    bool isUnsettled() const override { return false; }

private:
    template<typename T, typename... Args>
    friend Ref<T> makeRef(Args &&...args);
    Outside(Kernel &kernel, EntityId entity, Position position);
    ~Outside() override;
    void run(EventId) override {}
    void letGo() override { close(); }
    void close();
    EventId ends(EventKind kind, const Messages &values);
    /// How it ended, for the step that waits for it, whoever comes first.
    struct Ending : RefCounted {
        Ref<Trigger> trigger;
        std::optional<Messages> messages;
        bool failed = false;
        void tell();
    };
    void end(Messages messages, bool failed);

    Ref<SequenceCore> m_sequence;
    Ref<Ending> m_ending = makeRef<Ending>();
    std::unique_ptr<QObject> m_context;
    Position m_position;
    EventId m_asked; ///< What led to the operation, and so to its end.
};

} // namespace asq
