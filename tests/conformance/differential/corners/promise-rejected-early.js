// A promise that was rejected before the step or the run that got it listens: it is handled there and nowhere else.
ASQ().runner(function* () { try { yield Promise.reject("one"); } catch (error) { log("caught", [error]); } })
  .val(function () { log("runs on", arguments); });
ASQ().runner(function* () { yield Promise.reject("two"); }).or(function () { log("or", arguments); });
ASQ().after(20).promise(Promise.reject("three")).or(function () { log("or", arguments); });
ASQ().runner(function* (token) { token.add(Promise.reject("four")); yield token; }).or(function () { log("or", arguments); });
ASQ().runner(ASQ.csp.go(function* () { try { yield Promise.reject("five"); } catch (error) { log("caught", [error]); } }));
ASQ().seq(function () { return ASQ().promise(Promise.reject("six")); }).or(function () { log("or", arguments); });
ASQ().runner(Promise.reject("seven")).or(function () { log("or", arguments); });
ASQ().after(10).runner(4, Promise.reject("eight")).or(function () { log("or", arguments); });
ASQ().runner(function () { return Promise.reject("nine"); }).or(function () { log("or", arguments); });
