var i = ASQ.iterable(function (t) { log("first", [typeof t.add]); return t; }, function () { log("second", arguments); return ASQ.messages(1, 2); }, function () { log("third", arguments); });
ASQ("m").runner(i, ASQ.iterable(function () { log("other", [arguments.length]); })).val(function () { log("result", arguments); });
ASQ().runner(i).val(function () { log("again", arguments); });
