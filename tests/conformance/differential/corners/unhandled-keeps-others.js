ASQ(function () { throw "first"; });
ASQ().val(function () { log("still", []); }).val(function () { log("here", []); });
