// What lowered programs find: promises and their jobs, the drivers of async functions, helpers, what the engine's library
// lacks. Loaded before the prelude.
import { makeCoroutines } from "./coroutines.mjs";
import { makeFetch } from "./fetch.mjs";
import { makeLanguage } from "./language.mjs";
import { addMissing } from "./missing.mjs";
import { makeLoader } from "./modules.mjs";
import { makePromises } from "./promise.mjs";

let textOf = null;
/// For the console: what stands in a promise; undefined for what is none.
export function promiseText(value, inspect) {
    return textOf(value, inspect);
}

export function install(calls, modules, global, isObserved, host, network) {
    function hide(name, value) {
        Object.defineProperty(global, name, { value, enumerable: false, writable: true, configurable: true });
    }
    function isSequence(value) {
        return value !== null && typeof value === "object" && value["__ASQ__"] === true && !Array.isArray(value)
            && typeof value.toPromise === "function";
    }
    const observer = isObserved ? calls : null;
    const promises = makePromises(calls, observer, isSequence);
    hide("Promise", promises.Promise);
    hide("AggregateError", promises.AggregateError);
    hide("queueMicrotask", promises.queueMicrotask);
    hide("__asq_import", undefined);
    hide("__asq_referrer", "");
    addMissing(global);
    const coroutines = makeCoroutines(promises, observer, global);
    const language = makeLanguage();
    Object.keys(language).forEach(name => hide(name, language[name]));
    ["__asq_async", "__asq_asyncGenerator", "__asq_give", "__asq_delegate", "__asq_each"].forEach(name =>
        hide(name, coroutines[name]));
    textOf = function (value, inspect) {
        if (!promises.isPromise(value))
            return undefined;
        const state = promises.stateOf(value);
        return promises.isResolved(state) ? inspect(state.value)
            : promises.isRejected(state) ? "<rejected> " + inspect(state.value) : "<pending>";
    };
    const web = makeFetch(network, (callback, milliseconds) => host.startTimer(callback, milliseconds, false, []),
        id => host.stopTimer(id), global);
    Object.keys(web).forEach(name => hide(name, web[name]));
    const loader = makeLoader(modules, calls, promises, coroutines.runRest, global);
    return {
        runJobs: promises.runJobs,
        takeOver: promises.takeOver,
        runMain: loader.runMain,
    };
}
