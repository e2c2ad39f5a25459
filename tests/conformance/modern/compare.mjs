// The same programs under Node and under `asq run --virtual`; what they print has to be equal.
//
//   node compare.mjs ASQ                    the programs of programs/ (Node on its own clock)
//   node compare.mjs ASQ --golden           writes what Node prints beside them, and random.js with random.out
//   node compare.mjs ASQ --random N SEED    N random programs from SEED on, fifty a file (Node on a virtual clock)
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync, mkdtempSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { formatWithOptions } from "node:util";
import { generate } from "./generate.mjs";

const folder = dirname(fileURLToPath(import.meta.url));
const Batch = 50;

/// What Node prints for a script, with timers that take no time.
export async function runVirtually(text) {
    const lines = [];
    const timers = [];
    let now = 0;
    let order = 0;
    const print = (...args) => { lines.push(formatWithOptions({}, ...args)); };
    const sandbox = {
        console: { log: print },
        queueMicrotask,
        setTimeout(callback, ms, ...args) {
            timers.push({ due: now + Math.max(1, ms || 0), order: ++order, callback: () => callback(...args) });
            return order;
        },
        clearTimeout(id) {
            const found = timers.findIndex(timer => timer.order === id);
            if (found >= 0)
                timers.splice(found, 1);
        },
    };
    const turn = () => new Promise(resolve => setImmediate(resolve));
    runInNewContext(text, sandbox);
    await turn();
    while (timers.length) {
        timers.sort((a, b) => a.due - b.due || a.order - b.order);
        const timer = timers.shift();
        now = timer.due;
        try {
            timer.callback();
        } catch {
            // Reported by either world, in its own words; the next timer is due all the same.
        }
        await turn();
    }
    return lines.join("\n") + "\n";
}

function runAsq(asq, file) {
    const run = spawnSync(asq, ["run", "--virtual", "--until", "100000000", file], { encoding: "utf8", maxBuffer: 1 << 28, timeout: 120000 });
    return { out: run.stdout, error: run.stderr };
}

function firstDifference(a, b) {
    const left = a.split("\n"), right = b.split("\n");
    const at = left.findIndex((line, index) => line !== right[index]);
    return `line ${at + 1}\n  Node: ${left[at]}\n  asq:  ${right[at]}`;
}

async function compareRandom(asq, count, seed) {
    const temporary = mkdtempSync(join(tmpdir(), "modern-"));
    let different = 0;
    for (let first = seed; first < seed + count; first += Batch) {
        const text = generate(first, Math.min(Batch, seed + count - first));
        const file = join(temporary, `${first}.js`);
        writeFileSync(file, text);
        const expected = await runVirtually(text);
        const { out, error } = runAsq(asq, file);
        if (out !== expected) {
            ++different;
            console.log(`${file}: ${firstDifference(expected, out)}\n  ${error.split("\n").slice(0, 3).join("\n  ")}`);
        }
    }
    console.log(`${count} programs from seed ${seed}: ${different} files of up to ${Batch} differ`);
    return different;
}

function nodeOutput(file) {
    return execFileSync(process.execPath, [file], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], cwd: dirname(file) });
}

async function main() {
    const [asq, mode, count, seed] = process.argv.slice(2);
    process.on("unhandledRejection", () => {});
    process.on("uncaughtException", () => {}); // of a microtask: a program goes on here as it does in asq
    if (mode === "--random")
        return compareRandom(asq, Number(count), Number(seed || 1));
    const programs = join(folder, "programs");
    let different = 0;
    for (const name of readdirSync(programs).filter(file => /\.m?js$/.test(file)).sort()) {
        const file = join(programs, name);
        const expected = nodeOutput(file);
        if (mode === "--golden")
            writeFileSync(file.replace(/\.m?js$/, ".out"), expected);
        const { out, error } = runAsq(asq, file);
        if (out !== expected) {
            ++different;
            console.log(`${name}: ${firstDifference(expected, out)}\n  ${error.split("\n")[0]}`);
        }
    }
    if (mode === "--golden") {
        const text = generate(1, 60);
        writeFileSync(join(folder, "random.js"), text);
        writeFileSync(join(folder, "random.out"), await runVirtually(text));
    }
    console.log(different ? `${different} programs differ` : "all programs are as under Node");
    return different;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
    main().then(different => { process.exitCode = different ? 1 : 0; }, error => { console.error(error); process.exitCode = 2; });
