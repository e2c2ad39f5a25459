var s = ASQ().gate(function (d) { d.abort(); log("after", []); }, function () { log("no", []); }).val(function () { log("no", []); }).or(function () { log("no", []); });
ASQ().gate(function (d) { later(10, d.abort); }, function (d) { later(20, d); }).val(function () { log("no", []); });
