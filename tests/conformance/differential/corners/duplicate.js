var s = ASQ("dropped").val(function () { log("step", arguments); return 2; }).or(function () { log("or", arguments); });
var d = s.duplicate();
log("keys", [typeof d.unpause, typeof s.unpause]);
d.unpause(1); d.unpause(2, 3);
d.val(function () { log("end", arguments); });
later(10, function () { log("gone", [typeof d.unpause]); ASQ.unpause(d); log("same", [ASQ.unpause(s) === s]); });
var paused = s.duplicate().val(function () { log("no", []); });
