#pragma once

#include "core/map.h"
#include "core/typedstep.h"

#include <QList>

#include <optional>

namespace asq::typed {

/// `map` with types: each(T, D, Ts…) for each item, where D is a Done<U>. Without items, the first message is the list.
template<typename T, typename D, typename F, typename... Ts>
class TypedMapping final : public Mapping
{
public:
    using Slot = typename SlotOf<D>::Type;
    TypedMapping(std::optional<QList<T>> items, F each, Position position)
        : m_items(std::move(items)), m_each(std::move(each)), m_position(position)
    {
    }
    std::vector<Segment> segments(Messages &messages) override
    {
        QList<T> items;
        if (m_items) {
            items = *m_items;
        } else if (!messages.isEmpty()) {
            items = fromValue<QList<T>>(std::move(messages.front()));
            messages.takeFirst();
        }
        std::vector<Segment> segments;
        for (const T &item : std::as_const(items)) {
            const Ref<Step> step = makeStep([self = Ref<TypedMapping>(this), item](StepRun &run) {
                std::apply([&](Ts &&...values) { self->m_each(item, D(run.trigger()), std::move(values)...); },
                           fromMessages<Ts...>(std::move(run.messages)));
            });
            step->setDescription({QStringLiteral("item %1").arg(segments.size() + 1), m_position});
            segments.push_back({step});
        }
        return segments;
    }
    Value collected(Messages results) override
    {
        QList<Slot> list;
        for (Value &result : results)
            list.append(fromValue<Slot>(std::move(result)));
        return Value(std::move(list));
    }

private:
    std::optional<QList<T>> m_items;
    F m_each;
    Position m_position;
};

} // namespace asq::typed
