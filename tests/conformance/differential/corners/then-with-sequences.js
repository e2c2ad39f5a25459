var inner = ASQ(function (d) { later(10, function () { d("i"); }); });
ASQ(1, inner, function (done, x) { log("after", [x]); done(2); }, ASQ(3, 4), ASQ.messages(5)).val(function () { log("end", arguments); });
