#include "trace/formats/trackrun.h"

#include <algorithm>

// An item is a byte with its kind and what else can be told by bits, then what differs from the item before, seven bits a
// byte: time, position, text, and where the kind has them name and extra.
namespace asq::trace {

namespace {

constexpr quint32 SmallestBlock = 48;
constexpr quint32 LargestBlock = 32 * 1024;
constexpr quint32 LongestItem = 1 + 10 + 5 + 5 + 5 + 10;

constexpr int RoleShift = 4;
constexpr int NameShift = 6;
enum Name : quint8 { NoName, NameIsText, OwnName };

bool hasExtra(TrackItemKind kind)
{
    switch (kind) {
    case TrackItemKind::Begin:
    case TrackItemKind::End:
    case TrackItemKind::Instant:
    case TrackItemKind::Count: return false;
    default: return true;
    }
}

void put(quint8 *&out, quint64 number)
{
    for (; number >= 0x80; number >>= 7)
        *out++ = quint8(number | 0x80);
    *out++ = quint8(number);
}

quint64 take(const quint8 *&in)
{
    quint64 number = *in++;
    if (number < 0x80)
        return number;
    number &= 0x7f;
    for (int shift = 7;; shift += 7) {
        const quint8 part = *in++;
        number |= quint64(part & 0x7f) << shift;
        if (part < 0x80)
            return number;
    }
}

/// Positions of one row may go back, where it is a merge of others.
quint32 folded(quint32 difference)
{
    return (difference << 1) ^ (qint32(difference) < 0 ? ~quint32(0) : 0);
}
quint32 unfolded(quint32 number)
{
    return (number >> 1) ^ ((number & 1) ? ~quint32(0) : 0);
}

} // namespace

void TrackRun::append(const TrackItem &item)
{
    Q_ASSERT(mayAppend(item));
    if (m_blocks.empty() || m_blocks.back().capacity - m_blocks.back().size < LongestItem) {
        Block block;
        block.capacity = quint32(std::clamp<std::size_t>(m_bytes, SmallestBlock, LargestBlock));
        block.bytes.reset(new quint8[block.capacity]);
        m_blocks.push_back(std::move(block));
    }
    Block &block = m_blocks.back();
    quint8 *const begin = block.bytes.get() + block.size;
    quint8 *out = begin;
    const Name name = item.name == StringId::Empty ? NoName : item.name == item.text ? NameIsText : OwnName;
    *out++ = quint8(quint8(item.kind) | quint8(item.role) << RoleShift | name << NameShift);
    put(out, quint64(item.time) - quint64(m_last.time));
    put(out, folded(item.position - m_last.position));
    put(out, index(item.text));
    if (name == OwnName)
        put(out, index(item.name));
    if (hasExtra(item.kind))
        put(out, item.extra);
    block.size += quint32(out - begin);
    m_bytes += std::size_t(out - begin);
    m_last.time = item.time;
    m_last.position = item.position;
}

void TrackRun::beginReading()
{
    m_last = TrackItem();
}

bool TrackRun::read(TrackItem *item)
{
    if (m_block < m_blocks.size() && m_at == m_blocks[m_block].size) {
        m_blocks[m_block++].bytes.reset();
        m_at = 0;
    }
    if (m_block == m_blocks.size()) {
        m_blocks.clear();
        m_block = 0;
        return false;
    }
    const quint8 *const begin = m_blocks[m_block].bytes.get();
    const quint8 *in = begin + m_at;
    const quint8 head = *in++;
    constexpr quint8 kindBits = (1 << RoleShift) - 1;
    item->kind = TrackItemKind(head & kindBits);
    item->role = FlowRole((head >> RoleShift) & 3);
    item->time = m_last.time = qint64(quint64(m_last.time) + take(in));
    item->position = m_last.position += unfolded(quint32(take(in)));
    item->text = StringId{quint32(take(in))};
    const quint8 name = head >> NameShift;
    item->name = name == NoName ? StringId::Empty : name == NameIsText ? item->text : StringId{quint32(take(in))};
    item->extra = hasExtra(item->kind) ? take(in) : 0;
    m_at = quint32(in - begin);
    return true;
}

} // namespace asq::trace
