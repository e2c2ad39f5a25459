#pragma once

#include <QAbstractListModel>
#include <qqmlregistration.h>

#include <algorithm>

namespace interleave {

/// A list model whose contents follow the cursor and are similar from one event to the next: rows that stay keep their
/// delegates and are told to look again; only the difference in length is inserted or removed, at the end.
class SteadyListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ANONYMOUS

public:
    using QAbstractListModel::QAbstractListModel;

protected:
    /// Makes `rows`, which the model shows, equal to `next`. True when their number changed.
    template<typename Row>
    bool setRows(QList<Row> &rows, const QList<Row> &next)
    {
        const int before = int(rows.size());
        const int after = int(next.size());
        if (after < before) {
            beginRemoveRows({}, after, before - 1);
            rows.resize(after);
            endRemoveRows();
        }
        const int common = std::min(before, after);
        std::copy_n(next.begin(), common, rows.begin());
        if (common > 0)
            Q_EMIT dataChanged(index(0), index(common - 1));
        if (after > before) {
            beginInsertRows({}, before, after - 1);
            rows = next;
            endInsertRows();
        }
        return before != after;
    }
};

} // namespace interleave
