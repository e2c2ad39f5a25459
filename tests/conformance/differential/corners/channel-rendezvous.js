var c = ASQ.csp.chan();
log("chan", [Object.keys(c).sort(), c.closed, c.buffer_size, c.messages]);
ASQ.csp.putAsync(c, 1, function () { log("put first", arguments); }); ASQ.csp.takeAsync(c, function () { log("took", arguments); });
later(10, function () { ASQ.csp.takeAsync(c, function () { log("took first", arguments); }); ASQ.csp.putAsync(c, new Error("value"), function () { log("put", arguments); }); });
later(20, function () { ASQ.csp.takeAsync(c).val(function () { log("a", arguments); }); ASQ.csp.takeAsync(c).val(function () { log("b", arguments); }); ASQ.csp.putAsync(c, null); ASQ.csp.putAsync(c, undefined); });
