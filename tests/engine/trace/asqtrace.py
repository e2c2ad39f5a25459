"""A second reader of the native form, written from engine/trace/formats/native.md alone, so that the page is held to say enough.

    asqtrace.py FILE              every event, a JSON object a line
    asqtrace.py FILE --index      what the index says of each chunk

Python's standard library and libzstd, which has no module there."""

import ctypes
import json
import struct
import sys

MAGIC = b"\x89ASQT\r\n\x1a"
KINDS = ("created scheduled started suspended resumed returned completed failed aborted transferred offered requested "
         "buffered taken rendezvous closed dropped armed fired cancelled delivered choice logged marked reported gap "
         "ignored").split()
REASONS = "none trigger turn sequence promise gate put take alts timer event next join".split()
ENTITIES = ("program sequence iterable reactive instance step segment handler coroutine goroutine channel timer outside "
            "process thread track counter").split()
TROUBLES = {"failed", "aborted", "reported", "gap"}
LARGEST = 64 * 1024 * 1024
COLUMNS = 10


class Damaged(Exception):
    """What a chunk, or all of a file, cannot be read for."""


def make_table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = (byte >> 1) ^ (0x82F63B78 if byte & 1 else 0)  # 0x1EDC6F41, its bits the other way round.
        table.append(byte)
    return table


TABLE = make_table()


def checksum(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = (crc >> 8) ^ TABLE[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


assert checksum(b"123456789") == 0xE3069283

ZSTD = ctypes.CDLL("libzstd.so.1")
ZSTD.ZSTD_decompress.restype = ctypes.c_size_t
ZSTD.ZSTD_decompress.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t]


def unzstd(stored, size):
    plain = ctypes.create_string_buffer(max(size, 1))
    if ZSTD.ZSTD_decompress(plain, size, stored, len(stored)) != size:
        raise Damaged("does not unpack")
    return plain.raw[:size]


class Bytes:
    """Numbers and strings of variable length, one after the other."""

    def __init__(self, data):
        self.data = data
        self.at = 0

    def take(self, size):
        if self.at + size > len(self.data):
            raise Damaged("ends too early")
        self.at += size
        return self.data[self.at - size:self.at]

    def byte(self):
        return self.take(1)[0]

    def number(self):
        value = 0
        for shift in range(0, 64, 7):
            part = self.byte()
            value |= (part & 0x7F) << shift
            if part < 0x80:
                break
        else:
            raise Damaged("a number without end")
        if value >= 1 << 64:
            raise Damaged("a number of more than 64 bits")
        return value

    def signed(self):
        return unsign(self.number())

    def string(self):
        return self.take(self.number()).decode("utf-8", "replace")

    def rows(self, read):
        return [read() for _ in range(self.number())]


def unsign(number):
    return number >> 1 if number % 2 == 0 else -(number >> 1) - 1


def wrapped(number):
    number &= (1 << 64) - 1
    return number - (1 << 64) if number >> 63 else number


def row_of(table, row, what):
    if not 0 <= row < len(table):
        raise Damaged(what)
    return table[row]


class Trace:
    def __init__(self):
        self.virtual = False
        self.strings = [""]
        self.files = []
        self.locations = [None]
        self.entities = [None, dict(kind="program", parent=0, label="", location=None)]
        self.remarks = []
        self.events = []
        self.whole = False

    def entity(self, source, own):
        kind, parent, label, location = source.byte(), source.number(), source.number(), source.number()
        if parent >= own:
            raise Damaged("a parent that comes later")
        return dict(kind=row_of(ENTITIES, kind, "kind"), parent=parent, label=row_of(self.strings, label, "label"),
                    location=row_of(self.locations, location, "location"))

    def add_tables(self, source):
        self.virtual = bool(source.byte() & 1)
        self.strings += source.rows(source.string)
        self.files += source.rows(lambda: dict(name=source.string(), text=source.string()))
        self.locations += source.rows(
            lambda: dict(file=source.number(), line=source.number(), column=source.number()))
        for _ in range(source.number()):
            self.entities.append(self.entity(source, len(self.entities)))
        for _ in range(source.number()):
            own = source.number()
            if not 0 < own < len(self.entities):
                raise Damaged("a change of nobody")
            self.entities[own] = self.entity(source, own)
        self.remarks += source.rows(source.string)

    def add_events(self, source, first, count):
        if count * COLUMNS > len(source.data) - source.at:
            raise Damaged("more events than bytes")
        kinds = [row_of(KINDS, source.byte(), "kind") for _ in range(count)]
        reasons = [row_of(REASONS, source.byte(), "reason") for _ in range(count)]
        times = []
        for _ in range(2):
            time = 0
            column = []
            for _ in range(count):
                time = wrapped(time + source.signed())
                column.append(time)
            times.append(column)
        causes = []
        for i in range(count):
            distance = source.number()
            causes.append(first + i + 1 + unsign(distance - 1) if distance else 0)
        entities, entity = [], 0
        for _ in range(count):
            entity += source.signed()
            row_of(self.entities, entity, "entity")
            entities.append(entity)
        others = []
        for i in range(count):
            distance = source.number()
            others.append(entities[i] + unsign(distance - 1) if distance else 0)
            row_of(self.entities, others[i], "other")
        values, value = [], 0
        for _ in range(count):
            distance = source.number()
            if distance:
                value += unsign(distance - 1)
            values.append(row_of(self.strings, value, "value") if distance else "")
        locations = [row_of(self.locations, source.number(), "location") for _ in range(count)]
        counts = [source.number() for _ in range(count)]
        if source.at != len(source.data):
            raise Damaged("bytes are left over")
        for i in range(count):
            self.events.append(dict(number=first + i + 1, kind=kinds[i], entity=entities[i], programTime=times[0][i],
                                    realTime=times[1][i], cause=causes[i], other=others[i], reason=reasons[i],
                                    value=values[i], count=counts[i], location=locations[i]))


def check_head(data):
    if data[:8] != MAGIC:
        raise Damaged("another form")
    major, _, check = struct.unpack_from("<HHI", data, 8)
    if check != checksum(data[:12]):
        raise Damaged("a damaged head")
    if major != 1:
        raise Damaged("a newer version")


class Chunk:
    """The chunk at a place of the file. Its content is `stored`, and `plain()` unpacked."""

    def __init__(self, data, offset):
        head = data[offset:offset + 32]
        if len(head) < 32:
            raise EOFError
        (marker, self.kind, self.packing, _, size, self.size, self.before, self.events, content_sum,
         head_sum) = struct.unpack("<4sBBHIIIIII", head)
        if marker != b"CHNK" or head_sum != checksum(head[:28]):
            raise Damaged("no chunk")
        if size > LARGEST or self.size > LARGEST or self.kind > 1 or self.packing > 1:
            raise Damaged("a chunk of an unknown kind or size")
        self.stored = data[offset + 32:offset + 32 + size]
        if len(self.stored) < size:
            raise EOFError
        if content_sum != checksum(self.stored):
            raise Damaged("a wrong checksum")
        self.end = offset + 32 + size

    def plain(self):
        plain = unzstd(self.stored, self.size) if self.packing else self.stored
        if len(plain) != self.size:
            raise Damaged("a wrong size")
        return plain


def read(data):
    """All of a file that can be read from its beginning on. Raises Damaged when that is nothing."""
    check_head(data)
    trace = Trace()
    offset = 16
    try:
        while not trace.whole:
            chunk = Chunk(data, offset)
            if chunk.before != len(trace.events):
                raise Damaged("events are missing")
            if chunk.kind == 1:
                trace.whole = True
            else:
                source = Bytes(chunk.plain())
                trace.add_tables(source)
                trace.add_events(source, chunk.before, chunk.events)
            offset = chunk.end
        if offset != len(data):
            trace.whole = False
    except (Damaged, EOFError):
        pass
    return trace


PARTS = ["stored", "size", "tables_stored", "tables_size"]
ROWS = ["events", "strings", "files", "locations", "entities", "changes", "remarks"]


def read_index(data):
    """A dictionary for each data chunk; None when there is no index, or none that is right."""
    if len(data) < 16 + 32 + 24:
        return None
    end, size, count, marker, check = struct.unpack("<QII4sI", data[-24:])
    if marker != b"INDX" or check != checksum(data[-24:-4]):
        return None
    try:
        chunk = Chunk(data, end)
        source = Bytes(unzstd(chunk.stored[:-24], size))
    except (Damaged, EOFError):
        return None
    index, offset, events = [], 16, 0
    for _ in range(count):
        row = Bytes(source.take(source.number()))
        entry = dict(offset=offset, flags=row.byte())
        for part in PARTS:
            entry[part] = row.number()
        entry["tables_sum"] = struct.unpack("<I", row.take(4))[0]
        for part in ROWS:
            entry[part] = row.number()
        first_program = row.signed()
        last_program = wrapped(first_program + row.signed())
        first_real = wrapped(first_program + row.signed())
        last_real = wrapped(first_real + row.signed())
        entry.update(times=[first_program, last_program, first_real, last_real], troubles=row.number(), before=events)
        index.append(entry)
        offset += 32 + entry["stored"]
        events += entry["events"]
    return index if offset == end and events == chunk.before else None


def check_index(data, index, trace):
    """Holds the index against what reading from the beginning found."""
    for entry in index:
        chunk = Chunk(data, entry["offset"])
        assert (chunk.kind, chunk.before, chunk.events) == (0, entry["before"], entry["events"])
        assert (len(chunk.stored), chunk.size) == (entry["stored"], entry["size"])
        events = trace.events[chunk.before:chunk.before + chunk.events]
        times = [events[0]["programTime"], events[-1]["programTime"], events[0]["realTime"],
                 events[-1]["realTime"]] if events else [0] * 4
        assert entry["times"] == times
        assert entry["troubles"] == sum(event["kind"] in TROUBLES for event in events)
        assert chunk.plain()[0] == entry["flags"]
        if entry["tables_stored"]:
            first = chunk.stored[:entry["tables_stored"]]
            assert checksum(first) == entry["tables_sum"]
            assert unzstd(first, entry["tables_size"]) == chunk.plain()[:entry["tables_size"]]
    assert sum(entry["entities"] for entry in index) == len(trace.entities) - 2
    assert sum(entry["strings"] for entry in index) == len(trace.strings) - 1
    assert sum(entry["events"] for entry in index) == len(trace.events)


def main():
    with open(sys.argv[1], "rb") as file:
        data = file.read()
    for row in read_index(data) or [] if "--index" in sys.argv else read(data).events:
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
