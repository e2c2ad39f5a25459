// What the original library takes in Node for the same things, and what Node's own means take: nanoseconds of the
// processor's time, medians of 15 rounds.
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

// As a page loads them: contrib for Node wants a regenerator runtime of its own.
for (const file of ["asynquence/asq.src.js", "asynquence-contrib/contrib-es6.src.js"])
  runInThisContext(readFileSync(new URL(`../../../node_modules/${file}`, import.meta.url), "utf8"));
const ASQ = globalThis.ASQ;

const rounds = 15;

async function measure(what, count, round, times = rounds) {
  const taken = [];
  for (let i = 0; i < times; i++) {
    const begin = process.cpuUsage();
    await round(count);
    const used = process.cpuUsage(begin);
    taken.push(((used.user + used.system) * 1000) / count);
  }
  taken.sort((a, b) => a - b);
  console.log(`Node: ${what.padEnd(46)} ${taken[taken.length >> 1].toFixed(1).padStart(10)} ns`);
}

const ended = (sequence) => new Promise((resolve) => sequence.val(resolve));

function steps(count) {
  const sequence = ASQ(0);
  for (let i = 0; i < count; i++) sequence.val((n) => n + 1);
  return ended(sequence);
}

function gates(count) {
  const sequence = ASQ();
  const segment = (done) => done(1);
  for (let i = 0; i < count; i++)
    sequence.gate(segment, segment, segment, segment, segment, segment, segment, segment, segment, segment);
  return ended(sequence);
}

function switches(count) {
  function* body(token) {
    for (let i = 0; i < count / 2; i++) yield token;
  }
  return ended(ASQ().runner(body, body));
}

function reacts(count) {
  return new Promise((resolve) => {
    let left = count;
    ASQ.react((next) => {
      for (let i = 0; i < count; i++) next(i);
    }).val(() => {
      if (--left === 0) resolve();
    });
  });
}

function rendezvous(count) {
  const channel = ASQ.csp.chan();
  const done = ASQ().runner(
    ASQ.csp.go(function* () {
      for (let i = 0; i < count; i++) yield ASQ.csp.put(channel, i);
    }),
    ASQ.csp.go(function* () {
      for (let i = 0; i < count; i++) yield ASQ.csp.take(channel);
    }),
  );
  return ended(done);
}

async function awaits(count) {
  for (let i = 0; i < count; i++) await i;
}

await measure("original: sequence step, val, chain of 1,000", 1000, steps);
await measure("original: gate of 10, chain of 100", 100, gates);
await measure("original: coroutine switch by token", 2000, switches);
await measure("original: react event with one step", 1000, reacts);
await measure("original: csp rendezvous", 300, rendezvous, 5);
await measure("await of a value", 100_000, awaits);
