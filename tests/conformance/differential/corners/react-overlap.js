var r = ASQ.react(function () {}).then(function (done, ms) { later(ms, function () { done(ms); }); }).val(function (ms) { log("finished", [ms]); });
later(10, function () { r.push(30); r.push(10).val(function () { log("mine", arguments); }); var x = r.push(20); later(5, function () { x.abort(); }); });
