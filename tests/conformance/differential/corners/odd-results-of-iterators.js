// What an iterator of the program's own gives first, when that is no result.
[5, null, undefined, "text", true, [], {}].forEach(function (first, number) {
    var results = [first, { value: "then", done: true }];
    ASQ().runner(function () { return { next: function () { return results.shift(); } }; })
        .val(function () { log("done" + number, [].slice.call(arguments)); })
        .or(function (error) { log("failed" + number, [error instanceof TypeError]); });
});
