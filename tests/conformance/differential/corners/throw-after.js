ASQ(function (done) { done("ok"); throw "t"; }).val(function () { log("no", []); }).or(function () { log("thrown", arguments); });
ASQ(function (done) { done.fail("a"); throw "b"; }).or(function () { log("both", arguments); });
ASQ(function (done) { done.abort(); throw "b"; }).or(function () { log("no", arguments); });
