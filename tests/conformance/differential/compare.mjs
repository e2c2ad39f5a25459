// Runs programs under the published library and under `asq run --virtual`, and compares what they print, line by line.
//
//   node compare.mjs --asq bin/asq --core …/asq.src.js --contrib …/contrib-es6.src.js [--seed 1] [--count 100] [FILE…]
//
// Without files: random programs, one for each seed from --seed on. Programs run a hundred at a time in one process of each
// kind, each in its own stretch of virtual time. --keep DIR writes the programs that differ. Exit code 1 when any does.
//
// --golden yes writes what the published library prints beside each file, as FILE.out; --golden NAME, without files, writes
// the programs to NAME.js and that to NAME.out. The test `corners` runs those where the library is not at hand.
//
// --jobs N shares the programs among N processes.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { generate } from "./generate.mjs";
import { Original } from "./original.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const options = { asq: "asq", core: "", contrib: "", seed: "1", count: "100", keep: "", batch: "100", show: "5", golden: "", jobs: "1" };
const files = [];
for (let i = 2; i < process.argv.length; ++i) {
    const argument = process.argv[i];
    if (argument.startsWith("--"))
        options[argument.slice(2)] = process.argv[++i];
    else
        files.push(argument);
}
process.on("unhandledRejection", () => {});
process.on("warning", () => {});
if (+options.jobs > 1 && !files.length && !options.golden)
    process.exit(await shared(+options.jobs));

// Each process takes every so many programs in a row; what they print comes out whole, the numbers as one.
async function shared(jobs) {
    const each = Math.ceil(+options.count / jobs), first = +options.seed;
    const parts = Array.from({ length: jobs }, (_, i) => {
        const own = { ...options, jobs: 1, seed: first + i * each, count: Math.min(each, +options.count - i * each) };
        const words = Object.entries(own).filter(([, value]) => value !== "").flatMap(([name, value]) => ["--" + name, String(value)]);
        return new Promise(resolve => {
            const child = spawn(process.execPath, ["--no-warnings", fileURLToPath(import.meta.url), ...words]);
            let text = "";
            child.stdout.on("data", data => text += data);
            child.stderr.on("data", data => text += data);
            child.on("close", code => resolve({ text, code }));
        });
    });
    let compared = 0, lines = 0, differ = 0, failed = false;
    for (const { text, code } of await Promise.all(parts)) {
        const numbers = /^(\d+) programs compared, (\d+) lines; (\d+) differ/m.exec(text);
        compared += numbers ? +numbers[1] : 0;
        lines += numbers ? +numbers[2] : 0;
        differ += numbers ? +numbers[3] : 0;
        failed ||= code !== 0;
        if (code !== 0)
            console.log(text);
    }
    console.log(`seeds ${first} to ${first + +options.count - 1}: ${compared} programs compared, ${lines} lines; ${differ} differ`);
    return failed ? 1 : 0;
}

const surroundings = readFileSync(join(here, "surroundings.js"), "utf8");
const original = new Original(options.core, options.contrib);
const folder = mkdtempSync(join(tmpdir(), "differential-"));

function script(programs) {
    return programs.map((program, i) => `begin(${JSON.stringify(program.name)}, function (stream) {\n${program.text}\n}, ${1 + i * 30000});`).join("\n");
}
/// Rejected promises that nobody handles are told on both sides, here on the error channel, and are not compared.
function onlyRejections(text) {
    const problems = text.match(/^\S*\d+:\d+: .*$|^(Uncaught|A sequence failed).*$/gm) || [];
    return problems.length > 0 && problems.every(line => line.includes("Uncaught (in a promise): "));
}
function runHere(text) {
    const file = join(folder, "program.js"), before = join(folder, "surroundings.js");
    writeFileSync(file, text);
    writeFileSync(before, surroundings);
    try {
        return { out: execFileSync(options.asq, ["run", "--virtual", "--until", "1000000", before, file],
            { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 28, timeout: 120000 }), failure: "" };
    } catch (error) {
        if (!error.signal && onlyRejections(String(error.stderr)))
            return { out: error.stdout || "", failure: "" };
        return { out: error.stdout || "", failure: (error.signal || error.status) + " " + String(error.stderr).slice(0, 400) };
    }
}
function byProgram(lines) {
    const found = new Map();
    for (const line of lines) {
        const at = line.indexOf(" ");
        const name = line.slice(0, at);
        found.set(name, (found.get(name) || []).concat(line.slice(at + 1)));
    }
    return found;
}
function firstDifference(theirs, ours) {
    for (let i = 0; i < Math.max(theirs.length, ours.length); ++i)
        if (theirs[i] !== ours[i])
            return i;
    return -1;
}

async function writeGolden(programs) {
    const text = script(programs);
    const printed = (await original.run([surroundings, text])).map(line => line + "\n");
    if (!files.length) {
        writeFileSync(options.golden + ".js", text + "\n");
        writeFileSync(options.golden + ".out", printed.join(""));
    }
    files.forEach((file, i) => writeFileSync(file.replace(/js$/, "out"),
        printed.filter(line => line.startsWith(programs[i].name + " ")).join("")));
}

let compared = 0, lineCount = 0;
const differing = [];
async function compare(programs) {
    const text = script(programs);
    const theirs = byProgram(await original.run([surroundings, text]));
    const result = runHere(text);
    const ours = byProgram(result.out.split("\n"));
    if (result.failure && programs.length > 1) {
        for (const program of programs)
            await compare([program]);
        return;
    }
    for (const program of programs) {
        const expected = theirs.get(program.name) || [], printed = ours.get(program.name) || [];
        ++compared;
        lineCount += expected.length;
        const at = firstDifference(expected, printed);
        if (at < 0 && !result.failure)
            continue;
        differing.push(program.name);
        if (options.keep) {
            mkdirSync(options.keep, { recursive: true });
            writeFileSync(join(options.keep, program.name + ".js"), program.text);
        }
        if (differing.length > +options.show)
            continue;
        console.log(`--- ${program.name}: line ${at + 1} of ${expected.length} differs ${result.failure}`);
        const from = Math.max(0, at - 3);
        console.log("  original:\n    " + expected.slice(from, at + 3).join("\n    "));
        console.log("  here:\n    " + printed.slice(from, at + 3).join("\n    "));
    }
}

const programs = files.length
    ? files.map(file => ({ name: basename(file, ".js"), text: readFileSync(file, "utf8") }))
    : Array.from({ length: +options.count }, (_, i) => ({ name: "p" + (+options.seed + i), text: generate(+options.seed + i) }));
if (options.golden)
    await writeGolden(programs);
for (let i = 0; i < programs.length; i += +options.batch)
    await compare(programs.slice(i, i + +options.batch));
rmSync(folder, { recursive: true });
console.log(`${compared} programs compared, ${lineCount} lines; ${differing.length} differ${differing.length ? ": " + differing.slice(0, 40).join(" ") : ""}`);
process.exitCode = differing.length ? 1 : 0;
