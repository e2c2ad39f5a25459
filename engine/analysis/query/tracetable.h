#pragma once

#include "trace/trace.h"

#include <QList>

#include <sqlite3.h>

namespace asq::analysis {

/// One table that queries see: rows computed from a trace, never stored. A table is one class of querytables.cpp.
class TraceTable
{
public:
    virtual ~TraceTable() = default;
    virtual const char *name() const = 0;
    /// The columns with their types: "id INTEGER, kind TEXT". A first column called id counts the rows from 1.
    virtual const char *columns() const = 0;
    virtual qint64 rowCount() = 0;
    /// Gives `column` of `row` to `context`. Requires: 0 <= row < rowCount().
    virtual void value(qint64 row, int column, sqlite3_context *context) = 0;
    /// Whether rowsWith() knows the rows of a value of `column`.
    virtual bool isIndexed(int column) const
    {
        Q_UNUSED(column)
        return false;
    }
    /// The rows whose `column` is `value`, ascending.
    virtual QList<quint32> rowsWith(int column, qint64 value)
    {
        Q_UNUSED(column)
        Q_UNUSED(value)
        return {};
    }
    bool hasId() const { return columns()[0] == 'i' && columns()[1] == 'd' && columns()[2] == ' '; }
};

/// While a table tells SQLite its columns, which an authorizer takes for the making of a table.
bool isDeclaringTable();
/// Makes `table` known to `db` under its name. `table` must live as long as `db`. Gives an SQLite result code.
int addTable(sqlite3 *db, TraceTable *table);

} // namespace asq::analysis
