#include "adapt/signals.h"

namespace asq {

QString signalLabel(const QMetaMethod &signal)
{
    const QMetaObject *of = signal.enclosingMetaObject();
    const QLatin1String owner(of ? of->className() : "");
    return owner + QLatin1String("::") + QLatin1String(signal.name());
}

} // namespace asq
