var r = ASQ.react(function (next) { next.onStream(stream); later(30, function () { next.unStream(stream); }); }).val(function () { log("event", arguments); });
later(10, function () { stream.emit("data", 1, 2); }); later(20, function () { stream.emit("error", "e"); }); later(40, function () { stream.emit("data", 3); });
