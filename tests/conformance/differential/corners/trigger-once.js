ASQ(function (done) { done(1); done(2); done.fail("no"); }).val(function () { log("one", arguments); });
ASQ(function (done) { done.fail("a"); done("no"); done.fail("b"); }).or(function () { log("failed", arguments); });
ASQ(function (done) { done.errfcb("e", 1, 2); }).or(function () { log("error first", arguments); });
ASQ(function (done) { done.errfcb(null, 1, 2); }).val(function () { log("values", arguments); });
ASQ(function (done) { done.errfcb(0, 1); }).val(function () { log("falsy", arguments); });
