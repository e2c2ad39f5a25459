// Two tills of one shop. Each reads how much is in the safe, counts its own money, and writes the sum back.
const after = (ms, value) => new Promise(resolve => setTimeout(resolve, ms, value));

class Safe {
    #amount = 100;
    async read() { await after(10); return this.#amount; }
    async write(amount) { await after(10); this.#amount = amount; }
}

async function close(till, safe, counting, takings) {
    const before = await safe.read();
    console.log(`${till} finds ${before}`);
    const own = await after(counting, takings);
    await safe.write(before + own);
    console.log(`${till} leaves ${before + own}`);
}

async function evening(title, bothAtOnce) {
    const safe = new Safe();
    console.log(title);
    if (bothAtOnce) {
        await Promise.all([close("left", safe, 50, 20), close("right", safe, 30, 5)]);
    } else {
        await close("left", safe, 50, 20);
        await close("right", safe, 30, 5);
    }
    console.log(`in the safe: ${await safe.read()}, expected: 125`);
}

evening("at once", true).then(() => evening("one after the other", false));
