// A sequence or a function inside of a wrapper that a coroutine gives away is a message like any other.
ASQ(1).val(function () { return ASQ.failed("late"); }).val(function () { log("a step's result is a message", [arguments.length]); }).or(function () { log("or", arguments); });
ASQ.failAfter(10, 1).pCatch(function () { return ASQ.failed("late"); })
  .runner(ASQ.csp.go(function* (ch) { log("A", [ch.messages.length]); return 1; }), ASQ.csp.go(function* (ch) { log("B", [ch.messages.length]); yield ASQ.after(10); log("B runs on", []); }))
  .val(function () { log("left", arguments); }).or(function () { log("or", arguments); });
ASQ().runner(function* () { var x = yield ASQ.messages(ASQ(2), 3); log("sequence and value", [x]); x = yield ASQ.messages(function () {}); log("function", [x]); return ASQ.messages(ASQ.failed("never")); })
  .val(function () { log("result", arguments); }).or(function () { log("or", arguments); });
