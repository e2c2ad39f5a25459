#include "analysis/query/tracetable.h"

#include <algorithm>

// The bridge to SQLite: one module serves all tables. SQLite is told about two ways in that save a scan, a range of ids
// and a value of an indexed column; everything else it checks itself, row by row. The tables are eponymous: they are
// there without being created, so that nothing in the database ever changes.
namespace asq::analysis {

namespace {

// What xBestIndex tells xFilter, as bits of the number that SQLite carries between them.
constexpr int UseColumn = 1;
constexpr int HasLow = 2;
constexpr int HasHigh = 4;
constexpr int LowIsOpen = 8;
constexpr int ColumnShift = 8;

thread_local bool declaring = false;

struct Table {
    sqlite3_vtab base = {};
    TraceTable *source = nullptr;
};

struct Cursor {
    sqlite3_vtab_cursor base = {};
    QList<quint32> rows; ///< Of an index; else all from `row` to `end`.
    bool isIndexed = false;
    qint64 row = 0;
    qint64 end = 0;
};

Table *tableOf(sqlite3_vtab *table)
{
    return reinterpret_cast<Table *>(table);
}
Cursor *cursorOf(sqlite3_vtab_cursor *cursor)
{
    return reinterpret_cast<Cursor *>(cursor);
}
TraceTable &sourceOf(sqlite3_vtab_cursor *cursor)
{
    return *tableOf(cursor->pVtab)->source;
}

int connectTable(sqlite3 *db, void *source, int, const char *const *, sqlite3_vtab **result, char **)
{
    auto *table = static_cast<TraceTable *>(source);
    const QByteArray declaration = QByteArray("CREATE TABLE x(") + table->columns() + ')';
    declaring = true;
    const int code = sqlite3_declare_vtab(db, declaration.constData());
    declaring = false;
    if (code != SQLITE_OK)
        return code;
    auto *made = new Table;
    made->source = table;
    *result = &made->base;
    return SQLITE_OK;
}

int disconnectTable(sqlite3_vtab *table)
{
    delete tableOf(table);
    return SQLITE_OK;
}

int bestIndex(sqlite3_vtab *table, sqlite3_index_info *info)
{
    TraceTable &source = *tableOf(table)->source;
    int equal = -1;
    int low = -1;
    int high = -1;
    for (int i = 0; i < info->nConstraint; ++i) {
        const auto &constraint = info->aConstraint[i];
        if (!constraint.usable)
            continue;
        const bool isId = source.hasId() && constraint.iColumn == 0;
        switch (constraint.op) {
        case SQLITE_INDEX_CONSTRAINT_EQ:
            if (isId)
                low = high = i;
            else if (constraint.iColumn >= 0 && source.isIndexed(constraint.iColumn))
                equal = i;
            break;
        case SQLITE_INDEX_CONSTRAINT_GT:
        case SQLITE_INDEX_CONSTRAINT_GE:
            if (isId && low < 0)
                low = i;
            break;
        case SQLITE_INDEX_CONSTRAINT_LT:
        case SQLITE_INDEX_CONSTRAINT_LE:
            if (isId && high < 0)
                high = i;
            break;
        default: break;
        }
    }
    int arguments = 0;
    const auto pass = [&](int constraint) { info->aConstraintUsage[constraint].argvIndex = ++arguments; };
    const bool isOneRow = low >= 0 && low == high;
    info->estimatedCost = double(source.rowCount()) + 1;
    if (equal >= 0 && !isOneRow) {
        info->idxNum = UseColumn | info->aConstraint[equal].iColumn << ColumnShift;
        info->estimatedCost = 20;
        info->estimatedRows = 20;
        pass(equal);
        return SQLITE_OK;
    }
    if (low >= 0) {
        info->idxNum |= HasLow | (info->aConstraint[low].op == SQLITE_INDEX_CONSTRAINT_GT ? LowIsOpen : 0);
        info->estimatedCost /= 4;
        pass(low);
    }
    if (isOneRow) {
        info->idxNum |= HasHigh;
        info->estimatedCost = 1;
        info->estimatedRows = 1;
        info->idxFlags = SQLITE_INDEX_SCAN_UNIQUE;
    } else if (high >= 0) {
        info->idxNum |= HasHigh;
        info->estimatedCost /= 4;
        pass(high);
    }
    const bool wantsIdOrder = source.hasId() && info->nOrderBy == 1 && info->aOrderBy[0].iColumn == 0
        && !info->aOrderBy[0].desc;
    if (wantsIdOrder)
        info->orderByConsumed = 1;
    return SQLITE_OK;
}

int openCursor(sqlite3_vtab *, sqlite3_vtab_cursor **result)
{
    *result = &(new Cursor)->base;
    return SQLITE_OK;
}

int closeCursor(sqlite3_vtab_cursor *cursor)
{
    delete cursorOf(cursor);
    return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor *base, int plan, const char *, int count, sqlite3_value **values)
{
    Cursor &cursor = *cursorOf(base);
    TraceTable &source = sourceOf(base);
    cursor.isIndexed = plan & UseColumn;
    cursor.row = 0;
    cursor.rows.clear();
    if (cursor.isIndexed) {
        if (sqlite3_value_type(values[0]) == SQLITE_INTEGER)
            cursor.rows = source.rowsWith(plan >> ColumnShift, sqlite3_value_int64(values[0]));
        cursor.end = cursor.rows.size();
        return SQLITE_OK;
    }
    const qint64 rows = source.rowCount();
    cursor.end = rows;
    // SQLite checks the rows again, so a bound may let one too many through: 2.5 is taken as 2.
    const auto isNumber = [&](int i) {
        const int type = i < count ? sqlite3_value_type(values[i]) : SQLITE_NULL;
        return type == SQLITE_INTEGER || type == SQLITE_FLOAT;
    };
    const bool isOneRow = (plan & HasLow) && (plan & HasHigh) && count == 1;
    const int highest = (plan & HasLow) && !isOneRow ? 1 : 0;
    if ((plan & HasLow) && isNumber(0)) {
        const qint64 low = std::clamp<qint64>(sqlite3_value_int64(values[0]), 0, rows + 1);
        cursor.row = std::max<qint64>(0, plan & LowIsOpen ? low : low - 1);
    }
    if ((plan & HasHigh) && isNumber(highest))
        cursor.end = std::clamp<qint64>(sqlite3_value_int64(values[highest]), 0, rows);
    return SQLITE_OK;
}

int nextRow(sqlite3_vtab_cursor *cursor)
{
    ++cursorOf(cursor)->row;
    return SQLITE_OK;
}

int isPastEnd(sqlite3_vtab_cursor *cursor)
{
    return cursorOf(cursor)->row >= cursorOf(cursor)->end;
}

qint64 currentRow(const Cursor &cursor)
{
    return cursor.isIndexed ? cursor.rows.at(cursor.row) : cursor.row;
}

int giveColumn(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column)
{
    sourceOf(cursor).value(currentRow(*cursorOf(cursor)), column, context);
    return SQLITE_OK;
}

int giveRowId(sqlite3_vtab_cursor *cursor, sqlite3_int64 *id)
{
    *id = currentRow(*cursorOf(cursor)) + 1;
    return SQLITE_OK;
}

sqlite3_module makeModule()
{
    sqlite3_module module = {};
    module.xConnect = connectTable;
    module.xBestIndex = bestIndex;
    module.xDisconnect = disconnectTable;
    module.xOpen = openCursor;
    module.xClose = closeCursor;
    module.xFilter = filter;
    module.xNext = nextRow;
    module.xEof = isPastEnd;
    module.xColumn = giveColumn;
    module.xRowid = giveRowId;
    return module;
}

} // namespace

bool isDeclaringTable()
{
    return declaring;
}

int addTable(sqlite3 *db, TraceTable *table)
{
    static const sqlite3_module module = makeModule();
    return sqlite3_create_module_v2(db, table->name(), &module, table, nullptr);
}

} // namespace asq::analysis
