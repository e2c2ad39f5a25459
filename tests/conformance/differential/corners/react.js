var next, r = ASQ.react(function (n, teardown) { next = n; log("setup", [this === r]); teardown(function () { log("down", []); }); teardown(5); }).val(function () { log("event", arguments); return "v"; }).or(function () { log("or", arguments); });
log("before setup", [typeof r.push(0)]);
log("lacks", ["pipe", "fork", "errfcb", "pThen", "pCatch", "toPromise"].filter(function (name) { return name in r; }));
later(10, function () { next(1, 2); var x = next(3); x.val(function (v) { log("instance", arguments); }); r.val(function () { log("later step", arguments); }); r.push(4); });
later(20, function () { r.pause(); r.pause(); log("lost", [r.push(5)]); r.resume(); r.resume(); r.push(6); });
later(30, function () { r.stop(); r.stop(); r.push(7).or(function () { log("disabled", arguments); }); r.push(8); r.resume(); });
