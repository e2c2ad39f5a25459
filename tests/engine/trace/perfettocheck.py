#!/usr/bin/env python3
"""A second opinion on Perfetto files: decodes the wire format by itself (standard library only), and holds the packets
against the rules that Perfetto documents for those who write track events:

- a sequence begins with a packet that clears its state, and what is interned is told before it is used;
- tracks are described before they are used, and their parents before them;
- slices of a track nest: an end has a begin, and time does not go back within a track;
- only counters hold numbers, and counters hold nothing else;
- a flow begins before it ends, ends once, and is no fork.

Prints "fine: …" and what each track holds, or what is wrong."""

import struct
import sys

CLEARED, NEEDS_STATE = 1, 2
BEGIN, END, INSTANT, COUNTER = 1, 2, 3, 4


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def fields(data):
    """All fields of a message by their numbers: a list of values each."""
    found, at = {}, 0
    while at < len(data):
        tag, at = varint(data, at)
        kind = tag & 7
        if kind == 0:
            value, at = varint(data, at)
        elif kind == 1:
            value, at = struct.unpack_from("<Q", data, at)[0], at + 8
        elif kind == 2:
            size, at = varint(data, at)
            if at + size > len(data):
                raise ValueError("a field reaches beyond its message")
            value, at = data[at : at + size], at + size
        elif kind == 5:
            value, at = struct.unpack_from("<I", data, at)[0], at + 4
        else:
            raise ValueError(f"wire type {kind}")
        found.setdefault(tag >> 3, []).append(value)
    return found


def one(message, number, otherwise=None):
    return message[number][-1] if number in message else otherwise


def text(data):
    return data.decode("utf-8")


class Checker:
    def __init__(self):
        self.faults = []
        self.tracks = {}  # uuid: [kind, name, parent, what happens]
        self.names, self.notes, self.strings, self.places = {}, {}, {}, {}
        self.cleared = set()
        self.open = {}  # uuid: the begun slices
        self.last_time = {}
        self.flows = {}  # id: "begun" or "ended"
        self.counts = dict.fromkeys(("slices", "instants", "numbers", "flows", "waits"), 0)

    def fault(self, sentence):
        self.faults.append(f"packet {self.number}: {sentence}")

    def read(self, data):
        whole = fields(data)
        if set(whole) != {1}:
            self.number = 0
            self.fault("something beside packets")
        for self.number, packet in enumerate(whole.get(1, [])):
            self.packet(fields(packet))

    def packet(self, packet):
        sequence, flags = one(packet, 10, 0), one(packet, 13, 0)
        if sequence == 0:
            self.fault("no sequence")
        if flags & CLEARED:
            self.cleared.add(sequence)
            for table in (self.names, self.notes, self.strings, self.places):
                table.clear()
        elif sequence not in self.cleared:
            self.fault("its sequence has not cleared its state")
        if 12 in packet:
            self.interned(fields(one(packet, 12)))
        if 60 in packet:
            self.describe(fields(one(packet, 60)))
        if 11 in packet:
            if 8 not in packet:
                self.fault("an event without a time")
            self.event(fields(one(packet, 11)), one(packet, 8, 0), flags)

    def interned(self, data):
        for number, table in ((2, self.names), (3, self.notes), (29, self.strings), (4, self.places)):
            for entry in map(fields, data.get(number, [])):
                iid = one(entry, 1, 0)
                if iid == 0 or iid in table:
                    self.fault(f"interning id {iid} of field {number} is none or told twice")
                table[iid] = text(one(entry, 2, b""))

    def describe(self, track):
        uuid, parent = one(track, 1), one(track, 5, 0)
        kind = "process" if 3 in track else "thread" if 4 in track else "counter" if 8 in track else "track"
        if not uuid or uuid in self.tracks:
            self.fault(f"track {uuid} is none or described twice")
        if parent and parent not in self.tracks:
            self.fault(f"the parent of track {uuid} is not described before it")
        name = one(track, 2, b"")
        if kind == "process":
            name = one(fields(one(track, 3)), 6, b"")
            if one(fields(one(track, 3)), 1, 0) <= 0:
                self.fault("a process without a number")
        elif kind == "thread":
            thread = fields(one(track, 4))
            name = one(thread, 5, b"")
            if one(thread, 1, 0) <= 0 or one(thread, 2, 0) <= 0:
                self.fault("a thread without numbers")
        self.tracks[uuid] = [kind, text(name), parent, []]

    def event(self, event, time, flags):
        uuid, kind = one(event, 11), one(event, 9)
        if uuid not in self.tracks:
            return self.fault(f"track {uuid} is not described")
        if time < self.last_time.get(uuid, 0):
            self.fault(f"time goes back in track {uuid}")
        self.last_time[uuid] = time
        if (self.tracks[uuid][0] == "counter") != (kind == COUNTER):
            self.fault("a counter with something else than a number, or a number elsewhere")
        name = text(one(event, 23, b""))
        if 10 in event:
            if not flags & NEEDS_STATE:
                self.fault("refers to what is interned, and does not say that it does")
            if one(event, 10) not in self.names:
                self.fault(f"name {one(event, 10)} is not interned")
            name = self.names.get(one(event, 10), "")
        if 34 in event and one(event, 34) not in self.places:
            self.fault(f"location {one(event, 34)} is not interned")
        for note in event.get(4, []):
            self.note(fields(note))
        self.happen(uuid, kind, name, time)
        self.flow(event)

    def note(self, note):
        if one(note, 1, 0) not in self.notes and 10 not in note:
            self.fault(f"annotation {one(note, 1)} is not interned")
        if 17 in note and one(note, 17) not in self.strings:
            self.fault(f"string {one(note, 17)} is not interned")

    def happen(self, uuid, kind, name, time):
        happened = self.tracks[uuid][3]
        if kind == BEGIN:
            self.open.setdefault(uuid, []).append(len(happened))
            happened.append(f"slice {name} {time}..")
            self.counts["waits" if name.startswith("waits: ") else "slices"] += 1
            if not name:
                self.fault("a slice without a name")
        elif kind == END:
            if not self.open.get(uuid):
                return self.fault(f"an end without a begin in track {uuid}")
            happened[self.open[uuid].pop()] += str(time)
        elif kind == INSTANT:
            happened.append(f"instant {name} {time}")
            if uuid != max(self.tracks):
                self.counts["instants"] += 1
        elif kind == COUNTER:
            happened.append("number")
            self.counts["numbers"] += 1
        else:
            self.fault(f"an event of type {kind}")

    def flow(self, event):
        for number in event.get(47, []):
            if number in self.flows:
                self.fault(f"flow {number} begins twice")
            self.flows[number] = "begun"
        for number in event.get(48, []):
            if self.flows.get(number) != "begun":
                self.fault(f"flow {number} ends and has not begun, or ends twice")
            self.flows[number] = "ended"
            self.counts["flows"] += 1

    def finish(self):
        for number, state in self.flows.items():
            if state != "ended":
                self.faults.append(f"flow {number} leads nowhere")
        return self.faults


def main():
    checker = Checker()
    with open(sys.argv[1], "rb") as file:
        checker.read(file.read())
    faults = checker.finish()
    if faults:
        print("\n".join(faults[:20]))
        return 1
    counts = ", ".join(f"{count} {what}" for what, count in checker.counts.items())
    print(f"fine: {len(checker.tracks)} tracks, {counts}")
    for uuid in sorted(checker.tracks):
        kind, name, parent, happened = checker.tracks[uuid]
        where = f" in {checker.tracks[parent][1]}" if parent else ""
        if happened:
            print(f"{kind} {name}{where}: {'; '.join(happened)}")
    return 0


sys.exit(main())
