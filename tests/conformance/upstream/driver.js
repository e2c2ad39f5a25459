// Runs the tests one by one, so that one that fails hides no other, and prints a line for each.
(function () {
    function silent() { return function () {}; }
    function run(suite, tests) {
        return tests.reduce(function (before, test, i) {
            return before.then(function (done) {
                ASQ(test)
                    .val(function () { console.log(suite + " " + (i + 1) + " passed"); })
                    .or(function () { console.log(suite + " " + (i + 1) + " FAILED", [].slice.call(arguments)); })
                    .or(done)
                    .pipe(done);
            });
        }, ASQ());
    }
    run("core", ASQ_tests(silent)).seq(function () { return run("contrib", ASQ_contrib_tests(ASQ, silent)); });
}());
