"""Holds asqtrace.py against `asq inspect --json`: both read the same of every sample, whole or cut short.

    tst_secondreader.py ASQ [--run] SAMPLE…

With --run, ASQ runs programs too, and one that is long enough for several chunks is recorded and read."""

import json
import os
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import asqtrace  # noqa: E402

ASQ = sys.argv[1]
CAN_RUN = "--run" in sys.argv
SAMPLES = [name for name in sys.argv[2:] if name != "--run"]
PROGRAM = """
var orders = ASQ.csp.chan(3);
ASQ().runner(
    ASQ.csp.go(function* maker() {
        for (var i = 0; i < 2000; i++) {
            yield ASQ.csp.put(orders, { id: i, text: "order \\u00e9\\ud83d\\ude00 " + i });
            if (i % 50 === 0) yield ASQ.csp.take(ASQ.csp.timeout(5));
        }
    }),
    ASQ.csp.go(function* worker() {
        for (var i = 0; i < 2000; i++) {
            var order = yield ASQ.csp.take(orders);
            if (i % 100 === 0)
                ASQ(order.id).val(function check(id) { if (id % 300 === 0) throw "no " + id; return id; })
                    .or(function () {});
        }
    })
);
"""
LEFT_OUT = dict(cause=0, other=0, reason="none", value="", count=0, location=None)


def recorded(folder):
    program, recording = os.path.join(folder, "program.js"), os.path.join(folder, "recording.asqtrace")
    with open(program, "w", encoding="utf-8") as file:
        file.write(PROGRAM)
    subprocess.run([ASQ, "run", program, "--virtual", "--record", recording], check=True, capture_output=True)
    return recording


def inspected(path):
    done = subprocess.run([ASQ, "inspect", path, "--json"], capture_output=True, check=True)
    return json.loads(done.stdout)


class SecondReader(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.samples = SAMPLES + ([recorded(cls.folder.name)] if CAN_RUN else [])

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def both_read_the_same(self, path):
        with open(path, "rb") as file:
            data = file.read()
        second = asqtrace.read(data)
        first = inspected(path)
        self.assertEqual(first["virtualClock"], second.virtual)
        self.assertEqual(first["files"], second.files)
        self.assertEqual(len(first["events"]), len(second.events))
        for ours, theirs in zip(first["events"], second.events):
            self.assertEqual({**LEFT_OUT, **ours}, theirs)
        self.assertEqual(len(first["entities"]), len(second.entities) - 1)
        for ours, theirs in zip(first["entities"], second.entities[1:]):
            self.assertEqual({key: ours[key] for key in theirs}, theirs)
        self.assertEqual(second.whole, len(first["remarks"]) == len(second.remarks))
        return data, second

    def test_both_read_the_same_of_every_sample(self):
        self.assertTrue(self.samples)
        for path in self.samples:
            with self.subTest(path):
                data, trace = self.both_read_the_same(path)
                self.assertTrue(trace.whole and trace.events)
                index = asqtrace.read_index(data)
                if int.from_bytes(data[10:12], "little") >= 1:
                    self.assertIsNotNone(index)
                    asqtrace.check_index(data, index, trace)

    @unittest.skipUnless(CAN_RUN, "no programs run here")
    def test_the_recorded_sample_has_several_chunks_and_tables_of_their_own(self):
        with open(self.samples[-1], "rb") as file:
            index = asqtrace.read_index(file.read())
        self.assertGreater(len(index), 1)
        self.assertTrue(any(row["tables_stored"] for row in index))

    def test_both_read_the_same_of_what_was_cut_short(self):
        with tempfile.TemporaryDirectory() as folder:
            for path in self.samples:
                with open(path, "rb") as file:
                    data = file.read()
                for size in (16, 100, len(data) // 2, len(data) - 40, len(data) - 1):
                    cut = os.path.join(folder, "cut.asqtrace")
                    with open(cut, "wb") as file:
                        file.write(data[:size])
                    with self.subTest(f"{path}, {size} bytes"):
                        _, trace = self.both_read_the_same(cut)
                        self.assertFalse(trace.whole)


unittest.main(argv=sys.argv[:1])
