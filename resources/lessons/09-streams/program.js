// A stream of chunks: onStream hears its data and its errors, unStream lets go of it at the end.
const handlers = { data: [], error: [] };
const tape = {
  on: function (name, handler) { handlers[name].push(handler); },
  removeListener: function (name, handler) {
    handlers[name] = handlers[name].filter(function (other) { return other !== handler; });
  }
};
function emit(name, value) { handlers[name].forEach(function (handler) { handler(value); }); }

let reader;
ASQ.react(function openTape(next) {
  reader = next;
  next.onStream(tape);
})
.then(function decode(done, chunk) {
  if (chunk instanceof Error) {
    done.fail("unreadable: " + chunk.message);
  } else {
    setTimeout(function isDecoded() { done(chunk.toUpperCase()); }, 30);
  }
})
.val(function print(text) { console.log(text); })
.or(function complain(reason) { console.log(reason); });

setTimeout(function begin() { emit("data", "once upon"); }, 20);
setTimeout(function scratch() { emit("error", new Error("a scratch")); }, 40);
setTimeout(function middle() { emit("data", "a time"); }, 60);
setTimeout(function end() { reader.unStream(tape); }, 100);
setTimeout(function tooLate() { emit("data", "nobody hears this"); }, 120);
