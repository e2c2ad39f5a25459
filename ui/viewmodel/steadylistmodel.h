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
    /// What views are to look at again: a row may show more than is in it (the state at the cursor), or only that.
    enum class Shows { MoreThanRows, RowsAlone };

    /// Makes `rows`, which the model shows, equal to `next`. True when their number changed.
    template<typename Row>
    bool setRows(QList<Row> &rows, const QList<Row> &next, Shows shows = Shows::MoreThanRows)
    {
        const int before = int(rows.size());
        const int after = int(next.size());
        if (after < before) {
            beginRemoveRows({}, after, before - 1);
            rows.resize(after);
            endRemoveRows();
        }
        const int common = std::min(before, after);
        int first = 0;
        int last = common - 1;
        if (shows == Shows::RowsAlone) {
            while (first <= last && rows.at(first) == next.at(first))
                ++first;
            while (last >= first && rows.at(last) == next.at(last))
                --last;
        }
        std::copy_n(next.begin(), common, rows.begin());
        if (first <= last)
            Q_EMIT dataChanged(index(first), index(last));
        if (after > before) {
            beginInsertRows({}, before, after - 1);
            rows = next;
            endInsertRows();
        }
        return before != after;
    }
};

} // namespace interleave
