(async () => {
    const begin = performance.now();
    const user = await fetch("https://a.example/users/1");
    console.log(user.ok, user.headers.get("Content-Type"), await user.json(), performance.now() - begin);
    for (let i = 0; i < 2; ++i) { const r = await fetch("https://a.example/busy"); console.log(r.status, await r.text()); }
    await fetch("/gone").catch(e => console.log(e.name, e.message));
    await fetch("/other").catch(e => console.log(e.message.includes("net.responses.json")));
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    await fetch("/users/2", { signal: controller.signal }).catch(e => console.log(e.name, performance.now() - begin < 300));
})();
