var c = ASQ.csp.chan(), d = ASQ.csp.chan();
ASQ.csp.putAsync(c, 1, function () { log("put", arguments); }); ASQ.csp.takeAsync(d, function () { log("took", arguments); });
c.close(); d.close();
