function bare() { return Object.getPrototypeOf(this) === null && Object.keys(this).length === 0; }
ASQ(function (done) { log("step", [bare.call(this)]); done(); }).val(function () { log("val", [bare.call(this)]); }).gate(function (done) { log("segment", [bare.call(this)]); throw 1; }).or(function () { log("or", [bare.call(this)]); });
ASQ.iterable(function () { log("iterable", [bare.call(this)]); }).next();
