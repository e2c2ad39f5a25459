var c = ASQ.csp.chan(3);
ASQ.csp.put(c, function (d) { d("f"); }); ASQ.csp.put(c, ASQ.messages(1, 2)); ASQ.csp.put(c, ASQ(5));
ASQ.csp.takeAsync(c, function () { log("fn", arguments); }); ASQ.csp.takeAsync(c, function () { log("wrapper", arguments); }); ASQ.csp.takeAsync(c, function () { log("sequence", arguments); });
ASQ().runner(ASQ.csp.go(function* (ch) { ASQ.csp.putAsync(c, ASQ("s")); log("taken sequence", [yield ASQ.csp.take(c)]); ASQ.csp.putAsync(c, Promise.resolve(4)); log("taken promise", [yield ASQ.csp.take(c)]); log("fn", [yield function (cb) {}]);log("w", [yield ASQ.messages(1)]); }));
