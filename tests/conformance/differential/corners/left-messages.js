var s = ASQ(1, 2);
later(10, function () { s.val(function () { log("first", arguments); }); });
later(20, function () { s.val(function () { log("second", arguments); }); });
