// fetch and AbortController. What answers is a list of responses that stands beside the program (resources/docs/network.md),
// after a delay of the program's clock, or the network itself when it was asked for.

/// `network` is the ScriptNetwork. `later(callback, milliseconds)` starts a timer, `stop(id)` ends it.
export function makeFetch(network, later, stop, global) {
    const canned = network.responses() ? JSON.parse(network.responses()) : [];
    const used = new Set();

    // --- aborting ----------------------------------------------------------------------------------------------------
    function namedError(name, message) {
        const error = new Error(message);
        Object.defineProperty(error, "name", { value: name, writable: true, configurable: true });
        return error;
    }
    class AbortSignal {
        constructor() {
            this.aborted = false;
            this.reason = undefined;
            this.onabort = null;
            Object.defineProperty(this, "listeners", { value: [] });
        }
        addEventListener(type, listener, options) {
            if (type === "abort")
                this.listeners.push({ listener, once: !!(options && options.once) });
        }
        removeEventListener(type, listener) {
            const at = this.listeners.findIndex(entry => entry.listener === listener);
            if (at >= 0)
                this.listeners.splice(at, 1);
        }
        throwIfAborted() {
            if (this.aborted)
                throw this.reason;
        }
        static abort(reason) {
            const controller = new AbortController();
            controller.abort(reason);
            return controller.signal;
        }
        static timeout(milliseconds) {
            const controller = new AbortController();
            later(() => controller.abort(namedError("TimeoutError", "The operation was aborted due to timeout")), milliseconds);
            return controller.signal;
        }
    }
    class AbortController {
        constructor() { this.signal = new AbortSignal(); }
        abort(reason) {
            const signal = this.signal;
            if (signal.aborted)
                return;
            signal.aborted = true;
            signal.reason = reason === undefined ? namedError("AbortError", "This operation was aborted") : reason;
            const event = { type: "abort", target: signal };
            if (typeof signal.onabort === "function")
                signal.onabort(event);
            signal.listeners.splice(0).forEach(entry => entry.listener.call(signal, event));
        }
    }

    // --- what comes back ---------------------------------------------------------------------------------------------
    class Headers {
        constructor(entries) {
            Object.defineProperty(this, "map", { value: new Map() });
            const list = !entries ? [] : entries instanceof Headers ? Array.from(entries.map.entries())
                : Array.isArray(entries) ? entries : Object.keys(entries).map(name => [name, entries[name]]);
            list.forEach(entry => this.set(entry[0], entry[1]));
        }
        set(name, value) { this.map.set(String(name).toLowerCase(), String(value)); }
        get(name) { return this.has(name) ? this.map.get(String(name).toLowerCase()) : null; }
        has(name) { return this.map.has(String(name).toLowerCase()); }
        forEach(callback) { this.map.forEach((value, name) => callback(value, name, this)); }
        entries() { return Array.from(this.map.entries()).values(); }
        [Symbol.iterator]() {
            const entries = this.entries();
            return entries;
        }
    }
    class Response {
        constructor(body, options) {
            const given = options || {};
            this.status = given.status === undefined ? 200 : given.status;
            this.statusText = given.statusText || "";
            this.ok = this.status >= 200 && this.status < 300;
            this.url = given.url || "";
            this.headers = new Headers(given.headers);
            this.bodyUsed = false;
            Object.defineProperty(this, "content", { value: body === undefined || body === null ? "" : String(body) });
        }
        text() {
            if (this.bodyUsed)
                return Promise.reject(TypeError("Body is unusable: Body has already been read"));
            this.bodyUsed = true;
            return Promise.resolve(this.content);
        }
        json() { return this.text().then(text => JSON.parse(text)); }
        clone() {
            return new Response(this.content, { status: this.status, statusText: this.statusText, url: this.url,
                headers: this.headers });
        }
    }

    // --- who answers -------------------------------------------------------------------------------------------------
    function matches(entry, request, index) {
        if (used.has(index) || (entry.method && entry.method.toUpperCase() !== request.method))
            return false;
        const pattern = String(entry.url).split("*").map(part => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*");
        const path = request.url.replace(/^[a-z]+:\/\/[^/]*/i, "");
        const whole = new RegExp("^" + pattern + "$");
        return whole.test(request.url) || whole.test(path);
    }
    function find(request) {
        const index = canned.findIndex((entry, at) => matches(entry, request, at));
        if (index >= 0 && canned[index].once)
            used.add(index);
        return index < 0 ? null : canned[index];
    }
    function responseOf(entry, request) {
        const isJson = "json" in entry;
        const headers = new Headers(entry.headers);
        if (isJson && !headers.has("content-type"))
            headers.set("content-type", "application/json");
        return new Response(isJson ? JSON.stringify(entry.json) : entry.text, { status: entry.status, url: request.url,
            statusText: entry.statusText, headers });
    }
    function failure(reason) {
        const error = TypeError("fetch failed: " + reason);
        Object.defineProperty(error, "cause", { value: new Error(reason), configurable: true });
        return error;
    }
    function answerFromList(entry, request, resolve, reject) {
        const callback = () => {
            if (entry.error)
                reject(failure(String(entry.error)));
            else
                resolve(responseOf(entry, request));
        };
        Object.defineProperty(callback, "name", { value: "fetch " + request.method + " " + request.url });
        const timer = later(callback, entry.after || 0);
        return () => stop(timer);
    }
    function answerFromNetwork(request, resolve, reject) {
        const id = network.send(request.method, request.url, JSON.stringify(Array.from(request.headers.map.entries())),
            request.body, text => {
                const reply = JSON.parse(text);
                if (reply.error)
                    reject(failure(reply.error));
                else
                    resolve(new Response(reply.body, reply));
            });
        return () => network.cancel(id);
    }

    function fetch(resource, options) {
        const given = options || {};
        const request = { url: String(resource && resource.url ? resource.url : resource), method: String(given.method || "GET")
            .toUpperCase(), headers: new Headers(given.headers), body: given.body === undefined ? "" : String(given.body) };
        const signal = given.signal;
        return new Promise((resolve, reject) => {
            if (signal && signal.aborted) {
                reject(signal.reason);
                return;
            }
            const entry = find(request);
            if (!entry && !network.isOpen()) {
                reject(failure("nobody answers " + request.method + " " + request.url + ". " + network.advice()));
                return;
            }
            const cancel = entry ? answerFromList(entry, request, resolve, reject)
                : answerFromNetwork(request, resolve, reject);
            if (signal)
                signal.addEventListener("abort", () => {
                    cancel();
                    reject(signal.reason);
                });
        });
    }
    return { fetch, Headers, Response, AbortController, AbortSignal };
}
