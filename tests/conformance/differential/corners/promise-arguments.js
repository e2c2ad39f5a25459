function several(delay) { return { then: function (resolve) { later(delay, function () { resolve(1, 2, 3); }); } }; }
function failing(delay) { return { then: function (_, reject) { later(delay, function () { reject("a", "b"); }); } }; }
ASQ().promise(several(1)).val(function () { log("thenable", arguments); });
ASQ().promise(failing(2)).or(function () { log("failing thenable", arguments); });
ASQ().promise(function () { return several(3); }).val(function () { log("function of a thenable", arguments); });
ASQ().promise(new Promise(function (resolve) { later(5, function () { resolve(1, 2); }); })).val(function () { log("promise", arguments); });
ASQ().promise(new Promise(function (_, reject) { later(7, function () { reject("x", "y"); }); })).or(function () { log("failing promise", arguments); });
ASQ(7).promise(function (n) { return new Promise(function (resolve) { later(9, function () { resolve(n, 2); }); }); }).val(function () { log("function of a promise", arguments); });
ASQ().promise(new Promise(function (resolve) { later(11, function () { resolve(ASQ.messages(1, 2), 3); }); })).val(function () { log("promise of a wrapper", arguments); });
new Promise(function (resolve) { resolve(several(13), 2); }).then(function () { log("promise of a thenable", arguments); });
ASQ().runner(function* () { log("in a runner", [yield several(15)]); }).val(function () { log("after it", arguments); });
ASQ().runner(function* () { log("promise in a runner", [yield new Promise(function (resolve) { later(17, function () { resolve(4, 5); }); })]); });
ASQ().gate(function (done) { ASQ().promise(several(19)).pipe(done); }, function (done) { done(9); }).val(function () { log("in a gate", arguments); });
ASQ().pThen(function () { return several(21); }).val(function () { log("pThen", arguments); });
ASQ(1, 2).after(23).toPromise().then(function () { log("toPromise", arguments); });
